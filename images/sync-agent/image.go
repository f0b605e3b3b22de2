package main

import (
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
)

// imageIndexes remembers what fresh containers of an image hold at the wanted
// paths: the second container of an image needs no hashing. Of each service it
// knows the last few images.
type imageIndexes struct {
	lock sync.Mutex
	all  map[string][]*imageIndex
}

// A rollout needs two; a developer goes back to the one before now and then.
const imagesKept = 4

// An imageIndex is of one image, filled by the first container of it.
type imageIndex struct {
	key    string
	mounts []string
	lock   sync.Mutex
	found  map[string]indexed
}

// indexed is what an image holds at a path, compared with a wanted entry.
type indexed struct {
	wanted entry
	as     user
	is     string
}

func newImageIndexes() *imageIndexes {
	return &imageIndexes{all: map[string][]*imageIndex{}}
}

// of returns the index of an image of a service by its layers; without layers
// one that is used once.
func (i *imageIndexes) of(service, layers string, mounts []string) *imageIndex {
	key := layers + "\x00" + strings.Join(mounts, "\x00")
	fresh := &imageIndex{key: key, mounts: mounts, found: map[string]indexed{}}
	if layers == "" {
		return fresh
	}
	i.lock.Lock()
	defer i.lock.Unlock()
	kept := i.all[service]
	if at := slices.IndexFunc(kept, func(one *imageIndex) bool { return one.key == key }); at >= 0 {
		fresh = kept[at]
		kept = slices.Delete(kept, at, at+1)
	}
	kept = append(kept, fresh)
	i.all[service] = kept[max(0, len(kept)-imagesKept):]
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
