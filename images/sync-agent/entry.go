package main

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

const (
	kindFile    = "f"
	kindFolder  = "d"
	kindLink    = "l"
	kindNothing = "x"
)

// An entry says what is to be at one path of a container, or what is.
type entry struct {
	Path string `json:"p"`
	Kind string `json:"k"`
	Hash string `json:"h,omitempty"`
	Size int64  `json:"s,omitempty"`
	Mode mode   `json:"m,omitempty"`
	Link string `json:"l,omitempty"`
	// Image limits a nothing to containers of that image.
	Image string `json:"i,omitempty"`
	// Inline is the number of bytes of the frame's body that are the content.
	Inline *int `json:"n,omitempty"`
}

// The kernel's own file systems, and devloop's folders in a container.
var forbidden = []string{"/proc", "/sys", "/dev", mountPoint, temporaryFolder}

func (e entry) check() error {
	if !strings.HasPrefix(e.Path, "/") || e.Path == "/" || path.Clean(e.Path) != e.Path || strings.ContainsRune(e.Path, 0) {
		return fmt.Errorf("%q is no clean absolute path", e.Path)
	}
	for _, root := range forbidden {
		if e.Path == root || strings.HasPrefix(e.Path, root+"/") {
			return fmt.Errorf("%s is not for files of a project", root)
		}
	}
	switch e.Kind {
	case kindFile:
		if len(e.Hash) != 64 || strings.Trim(e.Hash, "0123456789abcdef") != "" {
			return fmt.Errorf("%q of %s is no SHA-256", e.Hash, e.Path)
		}
	case kindFolder, kindNothing:
	case kindLink:
		if e.Link == "" {
			return fmt.Errorf("the link %s leads nowhere", e.Path)
		}
	default:
		return fmt.Errorf("%q of %s is no kind of entry", e.Kind, e.Path)
	}
	return nil
}

// same tells whether two entries want the same.
func (e entry) same(other entry) bool {
	e.Inline, other.Inline = nil, nil
	return e == other
}

// inOrder returns entries so that each can be done after the one before it:
// what has to go, the deepest first; then what has to be, folders before what
// is in them.
func inOrder(entries []entry) []entry {
	sorted := slices.Clone(entries)
	slices.SortStableFunc(sorted, func(a, b entry) int {
		goes, other := a.Kind == kindNothing, b.Kind == kindNothing
		switch {
		case goes && !other:
			return -1
		case other && !goes:
			return 1
		case goes:
			return strings.Compare(b.Path, a.Path)
		default:
			return strings.Compare(a.Path, b.Path)
		}
	})
	return sorted
}
