package main

import (
	"errors"
	"maps"
	"path"
	"slices"
	"time"

	"golang.org/x/sys/unix"
)

// How long an order waits for contents that this node lacks.
const patience = 20 * time.Second

const noData = "ENODATA"

// An order is something to be done in the containers of a service, and what
// came of it. It ends when nothing is missing for it any more.
type order struct {
	service *service
	seq     int64
	came    time.Time
	results map[*container]*result
	finish  func(*order)
	timer   *time.Timer
	ended   bool
}

// A result is of one container.
type result struct {
	order     *order
	files     []entry
	checked   int
	written   int
	repaired  int
	different []deviation
	refused   []refusal
	lacking   map[string][]entry // by the hash of the content
	given     []entry            // given up: their contents did not come
	micros    int64
}

func (s *service) order(seq int64, came time.Time, finish func(*order)) *order {
	return &order{service: s, seq: seq, came: came, results: map[*container]*result{}, finish: finish}
}

// run does the order in all live containers at once.
func (o *order) run(do func(*container, *result)) {
	containers := o.service.live()
	for _, c := range containers {
		o.results[c] = &result{order: o}
	}
	each(containers, func(c *container) { o.do(c, func(r *result) { do(c, r) }) })
}

// only does it in one container.
func (o *order) only(c *container, do func(*result)) {
	o.results[c] = &result{order: o}
	o.do(c, do)
}

func (o *order) do(c *container, do func(*result)) {
	r := o.results[c]
	do(r)
	r.micros = time.Since(o.came).Microseconds()
}

// end finishes the order, or asks for what it lacks and keeps it.
func (o *order) end() {
	if o.ended {
		return
	}
	if o.complete() {
		o.ended = true
		delete(o.service.orders, o)
		if o.timer != nil {
			o.timer.Stop()
		}
		o.finish(o)
		return
	}
	if o.timer != nil {
		return
	}
	o.service.orders[o] = true
	o.timer = time.AfterFunc(patience, func() {
		o.service.lane.put(func() {
			o.expire()
			o.end()
		})
	})
	o.service.project.send(needMessage{"need", o.missing()}, nil)
}

func (o *order) missing() []string {
	seen := map[string][]entry{}
	for _, r := range o.results {
		maps.Copy(seen, r.lacking)
	}
	return slices.Sorted(maps.Keys(seen))
}

func (o *order) complete() bool {
	for _, r := range o.results {
		if len(r.lacking) > 0 {
			return false
		}
	}
	return true
}

// expire gives up what is missing.
func (o *order) expire() {
	for _, r := range o.results {
		for _, entries := range r.lacking {
			for _, e := range entries {
				r.refused = append(r.refused, refusal{e.Path, noData, "its content did not come"})
			}
			r.given = append(r.given, entries...)
		}
		r.lacking = nil
	}
}

// arrived does what was missing for a content, as it is wanted by now: its mode
// may be another one than when it was asked for.
func (o *order) arrived(hash string) {
	for c, r := range o.results {
		entries := r.lacking[hash]
		delete(r.lacking, hash)
		for _, e := range entries {
			if now, ok := o.wanted(c, e); ok {
				r.repair(c, now)
			}
		}
		r.micros = time.Since(o.came).Microseconds()
	}
}

// supersede drops what is not wanted any more: a later order has done something
// else there.
func (o *order) supersede() {
	for c, r := range o.results {
		for hash, entries := range r.lacking {
			entries = slices.DeleteFunc(entries, func(e entry) bool {
				_, ok := o.wanted(c, e)
				return !ok
			})
			r.lacking[hash] = entries
			if len(entries) == 0 {
				delete(r.lacking, hash)
			}
		}
	}
}

// wanted returns what is wanted now where an entry was, if it has its content.
func (o *order) wanted(c *container, e entry) (entry, bool) {
	now, ok := o.service.wanted.in(e.Path, c.image)
	return now, ok && now.Hash == e.Hash
}

// bring makes an entry true.
func (r *result) bring(c *container, e entry) {
	if r.hidden(c, e) {
		return
	}
	written, err := c.writer.bring(e)
	if written && err == nil {
		r.written++
	}
	r.failed(e, err)
}

// hidden: what must not be in a folder that has become a link since is not
// there, whatever the link leads to.
func (r *result) hidden(c *container, e entry) bool {
	if e.Kind != kindNothing {
		return false
	}
	for folder := path.Dir(e.Path); folder != "/"; folder = path.Dir(folder) {
		wanted, ok := r.order.service.wanted.in(folder, c.image)
		if !ok || wanted.Kind != kindLink {
			continue
		}
		if found, err := c.writer.root.look(folder); err == nil && found.Kind == kindLink {
			return true
		}
	}
	return false
}

func (r *result) failed(e entry, err error) {
	switch {
	case err == nil:
	case errors.Is(err, errNoContent):
		if r.lacking == nil {
			r.lacking = map[string][]entry{}
		}
		r.lacking[e.Hash] = append(r.lacking[e.Hash], e)
	default:
		r.refused = append(r.refused, refusal{e.Path, errno(err), err.Error()})
	}
}

func errno(err error) string {
	var number unix.Errno
	if errors.As(err, &number) {
		return unix.ErrnoName(number)
	}
	return "EIO"
}

// enter does it in a container that has just come: what a fresh one holds is
// mostly known from others of its image.
func (r *result) enter(c *container, e entry, fresh bool) {
	if fresh {
		if is, err := c.index.difference(&c.writer, e); err == nil && is == fine {
			return
		}
	}
	r.bring(c, e)
}

// compare looks whether an entry is true.
func (r *result) compare(c *container, e entry, repair bool) {
	if r.hidden(c, e) {
		return
	}
	is, err := c.writer.difference(e)
	if err != nil {
		r.failed(e, err)
		return
	}
	if is == fine {
		return
	}
	r.different = append(r.different, deviation{e.Path, is})
	if repair {
		r.repair(c, e)
	}
}

func (r *result) repair(c *container, e entry) {
	before := r.written
	r.bring(c, e)
	r.repaired += r.written - before
}
