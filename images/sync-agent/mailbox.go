package main

import "sync"

// A mailbox is a queue of work without a limit, done one by one by a goroutine
// of its own: who puts something in never waits.
type mailbox struct {
	lock   sync.Mutex
	ready  *sync.Cond
	work   []func()
	closed bool
}

func newMailbox() *mailbox {
	m := &mailbox{}
	m.ready = sync.NewCond(&m.lock)
	go m.run()
	return m
}

func (m *mailbox) put(work func()) {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.work = append(m.work, work)
	m.ready.Signal()
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
		for len(m.work) == 0 && !m.closed {
			m.ready.Wait()
		}
		work := m.work
		m.work = nil
		m.lock.Unlock()
		if len(work) == 0 {
			return
		}
		for _, some := range work {
			some()
		}
	}
}

// call does something in the mailbox' goroutine and returns when it is done.
func (m *mailbox) call(work func()) {
	done := make(chan struct{})
	m.put(func() {
		work()
		close(done)
	})
	<-done
}
