package main

import (
	"slices"
	"sync"
)

// sendReceipt tells what an order did. After a batch the files are read back
// from the containers.
func (s *service) sendReceipt(o *order, back bool) {
	containers := s.answering(o)
	receipts := make([]containerReceipt, len(containers))
	var group sync.WaitGroup
	for i, c := range containers {
		group.Go(func() { receipts[i] = o.results[c].receipt(c, back) })
	}
	group.Wait()
	s.project.send(receiptMessage{Type: "receipt", Service: s.name, Seq: o.seq, Containers: receipts}, nil)
}

// answering are the containers of an order that still live.
func (s *service) answering(o *order) []*container {
	return slices.DeleteFunc(s.live(), func(c *container) bool { return o.results[c] == nil })
}

func (r *result) receipt(c *container, back bool) containerReceipt {
	receipt := containerReceipt{Pod: c.pod, Container: c.name, ID: c.id, Image: c.image}
	if back {
		receipt.Files = r.readBack(c)
	}
	receipt.Checked, receipt.Written = r.checked, r.written
	receipt.Refused, receipt.Micros = r.refused, r.micros
	return receipt
}

// readBack looks at what the container has now where the batch wrote.
func (r *result) readBack(c *container) []entry {
	back := make([]entry, 0, len(r.files))
	for _, e := range r.files {
		if r.hidden(c, e) {
			back = append(back, entry{Path: e.Path, Kind: kindNothing})
			continue
		}
		found, err := c.writer.root.look(e.Path)
		if err != nil {
			r.refused = append(r.refused, refusal{e.Path, errno(err), "cannot be read back: " + err.Error()})
			continue
		}
		back = append(back, found)
	}
	return back
}

func (s *service) sendVerified(o *order) {
	checks := []containerCheck{}
	for _, c := range s.answering(o) {
		r := o.results[c]
		different := append([]deviation{}, r.different...)
		checks = append(checks, containerCheck{c.pod, c.name, c.id, r.checked, different, r.repaired, r.refused})
	}
	s.project.send(verifiedMessage{"verified", s.name, o.seq, checks}, nil)
}
