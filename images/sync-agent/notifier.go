package main

import (
	"encoding/binary"
	"log"
	"maps"
	"os"
	"strconv"
	"sync"

	"golang.org/x/sys/unix"
)

// The notifier says in which containers something happened (inotify). There is
// one for all: a host has few.
type notifier struct {
	lock   sync.Mutex
	file   *os.File
	fd     int
	places map[int32]map[place]bool
	said   bool
}

// A place is a container, seen by the pulls of its service.
type place struct {
	pulls *pulls
	id    string
}

const happens = unix.IN_MODIFY | unix.IN_CLOSE_WRITE | unix.IN_CREATE | unix.IN_DELETE |
	unix.IN_MOVED_FROM | unix.IN_MOVED_TO | unix.IN_ATTRIB | unix.IN_ONLYDIR

func newNotifier() *notifier { return &notifier{places: map[int32]map[place]bool{}} }

// open returns whether the kernel gives notice.
func (n *notifier) open() bool {
	n.lock.Lock()
	defer n.lock.Unlock()
	if n.file != nil {
		return true
	}
	fd, err := unix.InotifyInit1(unix.IN_CLOEXEC | unix.IN_NONBLOCK)
	if err != nil {
		if !n.said {
			n.said = true
			log.Printf("containers are looked through all the time, since inotify is used up (sysctl fs.inotify.max_user_instances): %v", err)
		}
		return false
	}
	n.file, n.fd = os.NewFile(uintptr(fd), "inotify"), fd
	go n.read()
	return true
}

// add listens in an open folder; false when nobody will tell.
func (n *notifier) add(p place, folder int) bool {
	if !n.open() {
		return false
	}
	n.lock.Lock()
	defer n.lock.Unlock()
	wd, err := unix.InotifyAddWatch(n.fd, "/proc/self/fd/"+strconv.Itoa(folder), happens)
	if err != nil {
		return false
	}
	if n.places[int32(wd)] == nil {
		n.places[int32(wd)] = map[place]bool{}
	}
	n.places[int32(wd)][p] = true
	return true
}

// forget ends all that is listened to in a place.
func (n *notifier) forget(p place) {
	n.lock.Lock()
	defer n.lock.Unlock()
	for wd, all := range n.places {
		delete(all, p)
		if len(all) == 0 {
			delete(n.places, wd)
			_, _ = unix.InotifyRmWatch(n.fd, uint32(wd))
		}
	}
}

func (n *notifier) read() {
	buffer := make([]byte, 64<<10)
	for {
		size, err := n.file.Read(buffer)
		if err != nil {
			return
		}
		for p := range n.concerned(buffer[:size]) {
			p.pulls.work.put(func() { p.pulls.changed(p.id) })
		}
	}
}

// concerned are the places of events; all, when the kernel has lost some.
func (n *notifier) concerned(events []byte) map[place]bool {
	n.lock.Lock()
	defer n.lock.Unlock()
	found := map[place]bool{}
	for len(events) >= unix.SizeofInotifyEvent {
		wd := int32(binary.NativeEndian.Uint32(events))
		mask := binary.NativeEndian.Uint32(events[4:])
		length := binary.NativeEndian.Uint32(events[12:])
		events = events[unix.SizeofInotifyEvent+length:]
		if mask&unix.IN_Q_OVERFLOW != 0 {
			for _, all := range n.places {
				maps.Copy(found, all)
			}
		}
		maps.Copy(found, n.places[wd])
		if mask&unix.IN_IGNORED != 0 {
			delete(n.places, wd)
		}
	}
	return found
}
