package main

import (
	"fmt"
	"os"
	"path"
	"strings"
	"sync"
)

// imageIndexes remembers what fresh containers of an image hold at the wanted
// paths: the second container of an image needs no hashing.
type imageIndexes struct {
	lock sync.Mutex
	all  map[string]*imageIndex
}

// An imageIndex is of one image. It is filled by the first container of it, and
// later ones wait for nothing but what nobody has looked at.
type imageIndex struct {
	lock   sync.Mutex
	mounts []string
	found  map[string]indexed
}

// indexed is what an image holds at a path, and the wanted entry that it was
// compared with.
type indexed struct {
	wanted entry
	as     user
	is     string
}

func newImageIndexes() *imageIndexes {
	return &imageIndexes{all: map[string]*imageIndex{}}
}

// of returns the index of an image by its layers; without layers one that is
// used once.
func (i *imageIndexes) of(layers string, mounts []string) *imageIndex {
	fresh := &imageIndex{mounts: mounts, found: map[string]indexed{}}
	if layers == "" {
		return fresh
	}
	i.lock.Lock()
	defer i.lock.Unlock()
	key := layers + "\x00" + strings.Join(mounts, "\x00")
	if known := i.all[key]; known != nil {
		return known
	}
	i.all[key] = fresh
	return fresh
}

// difference is that of a fresh container, in which nothing was written yet.
func (i *imageIndex) difference(w *writer, e entry) (string, error) {
	e.Inline = nil
	mounted := i.mounted(e.Path)
	if !mounted {
		i.lock.Lock()
		known, ok := i.found[e.Path]
		i.lock.Unlock()
		if ok && known.wanted == e && known.as.same(w.user) {
			return known.is, nil
		}
	}
	is, err := w.difference(e)
	if err == nil && !mounted && w.root.own(path.Dir(e.Path)) {
		i.lock.Lock()
		i.found[e.Path] = indexed{e, w.user, is}
		i.lock.Unlock()
	}
	return is, err
}

// mounted: a volume's files are not the image's.
func (i *imageIndex) mounted(name string) bool {
	for _, mount := range i.mounts {
		if mount != "/" && (name == mount || strings.HasPrefix(name, strings.TrimSuffix(mount, "/")+"/")) {
			return true
		}
	}
	return false
}

// layers names the image layers below a process' root: the lower folders of
// its overlay, which the node's snapshots have for as long as they exist.
func layers(pid int) string {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/mountinfo", pid))
	if err != nil {
		return ""
	}
	return layersIn(string(text))
}

func layersIn(mountinfo string) string {
	for line := range strings.Lines(mountinfo) {
		fields := strings.Fields(line)
		if len(fields) < 5 || fields[4] != "/" {
			continue
		}
		for option := range strings.SplitSeq(fields[len(fields)-1], ",") {
			if strings.HasPrefix(option, "lowerdir") {
				return option
			}
		}
	}
	return ""
}
