package main

import (
	"sync"
	"time"
)

// A mailbox is a queue of work without a limit, done one by one by a goroutine
// of its own: who puts something in never waits.
type mailbox struct {
	lock   sync.Mutex
	ready  *sync.Cond
	work   []func()
	closed bool
	// quiet: work waits until nothing has come for that long, but no longer
	// than ten times that, and not when somebody waits for it.
	quiet  time.Duration
	first  time.Time
	last   time.Time
	urgent bool
}

func newMailbox() *mailbox { return newLazyMailbox(0) }

// newLazyMailbox makes one whose work leaves the processor to others while
// there is much to do.
func newLazyMailbox(quiet time.Duration) *mailbox {
	m := &mailbox{quiet: quiet}
	m.ready = sync.NewCond(&m.lock)
	go m.run()
	return m
}

func (m *mailbox) put(work func()) { m.add(work, false) }

func (m *mailbox) add(work func(), urgent bool) {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.last = time.Now()
	if len(m.work) == 0 {
		m.first = m.last
	}
	m.urgent = m.urgent || urgent
	m.work = append(m.work, work)
	if m.quiet == 0 || m.urgent || len(m.work) == 1 {
		m.ready.Signal()
	}
}

// close ends the goroutine after what is in already.
func (m *mailbox) close() {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.closed = true
	m.ready.Signal()
}

func (m *mailbox) run() {
	for {
		m.lock.Lock()
		for (len(m.work) == 0 || !m.due()) && !m.closed {
			m.ready.Wait()
		}
		work := m.work
		m.work, m.urgent = nil, false
		m.lock.Unlock()
		if len(work) == 0 {
			return
		}
		for _, some := range work {
			some()
		}
	}
}

// due tells whether the work is to be done now; else it is asked again.
func (m *mailbox) due() bool {
	if m.quiet == 0 || m.urgent {
		return true
	}
	rest := min(m.quiet-time.Since(m.last), 10*m.quiet-time.Since(m.first))
	if rest > 0 {
		time.AfterFunc(rest, m.ready.Signal)
	}
	return rest <= 0
}

// call does something in the mailbox' goroutine and returns when it is done.
func (m *mailbox) call(work func()) {
	done := make(chan struct{})
	m.add(func() {
		work()
		close(done)
	}, true)
	<-done
}
