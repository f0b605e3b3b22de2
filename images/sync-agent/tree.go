package main

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
)

// A tree is what is wanted in the containers of a service: the entries of each
// path. There is one, or several nothings for different images.
type tree map[string][]entry

// put makes the entries count; they replace what was wanted at their paths.
func (t tree) put(entries []entry) {
	for _, e := range entries {
		delete(t, e.Path)
	}
	for _, e := range entries {
		e.Inline = nil
		t[e.Path] = append(t[e.Path], e)
	}
}

// in returns what is wanted at a path of a container of an image.
func (t tree) in(path, image string) (entry, bool) {
	all := t[path]
	for _, e := range all {
		if e.Image != "" && e.Image == image {
			return e, true
		}
	}
	for _, e := range all {
		if e.Image == "" {
			return e, true
		}
	}
	return entry{}, false
}

// all returns what is wanted in containers of an image.
func (t tree) all(image string) []entry {
	entries := make([]entry, 0, len(t))
	for path := range t {
		if e, ok := t.in(path, image); ok {
			entries = append(entries, e)
		}
	}
	return entries
}

// newsFirst puts before the others what this tree does not want: somebody may
// have just saved it, while a look at all others takes its time.
func (t tree) newsFirst(ordered []entry, image string) []entry {
	sorted := make([]entry, 0, len(ordered))
	var rest []entry
	for _, e := range ordered {
		if wanted, ok := t.in(e.Path, image); ok && wanted.same(e) {
			rest = append(rest, e)
		} else {
			sorted = append(sorted, e)
		}
	}
	return append(sorted, rest...)
}

func (t tree) list() []entry {
	entries := make([]entry, 0, len(t))
	for _, some := range t {
		entries = append(entries, some...)
	}
	return entries
}

// digest tells whether two sides want the same.
func (t tree) digest() string {
	lines := make([]string, 0, len(t))
	for _, e := range t.list() {
		value, mode := e.Link, ""
		if e.Kind == kindFile {
			value = e.Hash
		}
		if e.Kind == kindFile || e.Kind == kindFolder {
			mode = e.Mode.String()
		}
		lines = append(lines, e.Path+"\x00"+e.Kind+"\x00"+value+"\x00"+mode+"\x00"+e.Image+"\n")
	}
	slices.Sort(lines)
	sum := sha256.New()
	for _, line := range lines {
		sum.Write([]byte(line))
	}
	return hex.EncodeToString(sum.Sum(nil))
}
