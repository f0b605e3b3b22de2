package main

import (
	"slices"
	"sync"
	"time"
)

// restart restarts the process in containers and waits until it serves again,
// without holding up the lane: a process may take seconds to end and to begin.
func (s *service) restart(r request, in *inits) {
	containers := slices.DeleteFunc(s.live(), func(c *container) bool {
		return len(r.Pods) > 0 && !slices.Contains(r.Pods, c.pod)
	})
	go func() {
		restarts := make([]containerRestart, len(containers))
		var group sync.WaitGroup
		for i, c := range containers {
			group.Go(func() { restarts[i] = c.restart(in) })
		}
		group.Wait()
		s.project.send(restartedMessage{"restarted", s.name, r.Seq, restarts}, nil)
	}()
}

func (c *container) restart(in *inits) containerRestart {
	done := containerRestart{Pod: c.pod, Container: c.name, OK: true}
	before := listening(c.pid)
	began := time.Now()
	if err := in.restart(c.pid); err != nil {
		done.OK, done.What = false, err.Error()
		return done
	}
	done.What = awaitListening(before, func() map[int]bool { return listening(c.pid) }, listenPatience)
	done.Micros = time.Since(began).Microseconds()
	return done
}
