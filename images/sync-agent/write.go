package main

import (
	"errors"
	"io"
	"path"

	"golang.org/x/sys/unix"
)

// errNoContent: the content of a file is not on this node.
var errNoContent = errors.New("the content is not here")

// A writer changes the files of one container.
type writer struct {
	root     *root
	user     user
	contents contents
}

// contents finds what is to be in files.
type contents interface {
	open(hash string) (io.ReadCloser, error)
	// spoiled: what was found is not of that hash.
	spoiled(hash string)
}

// difference says what is not as wanted. A folder that was there may let more
// than the host's: programs of the container may need that.
func (w *writer) difference(e entry) (string, error) {
	parent, err := w.root.openFolder(path.Dir(e.Path))
	if absent(err) {
		if e.Kind == kindNothing {
			return fine, nil
		}
		return isMissing, nil
	}
	if err != nil {
		return "", err
	}
	defer unix.Close(parent)
	return w.differenceAt(parent, e)
}

func (w *writer) differenceAt(parent int, e entry) (string, error) {
	base := path.Base(e.Path)
	var at unix.Stat_t
	err := unix.Fstatat(parent, base, &at, unix.AT_SYMLINK_NOFOLLOW)
	if errors.Is(err, unix.ENOENT) {
		if e.Kind == kindNothing {
			return fine, nil
		}
		return isMissing, nil
	}
	if err != nil {
		return "", err
	}
	format := at.Mode & unix.S_IFMT
	switch e.Kind {
	case kindNothing:
		if format == unix.S_IFDIR && !emptyFolder(parent, base) {
			// what is in it is the container's own
			return fine, nil
		}
		return isPresent, nil
	case kindFolder:
		if format != unix.S_IFDIR {
			return isType, nil
		}
		if e.Mode.or(0)&^at.Mode != 0 {
			return isMode, nil
		}
		return fine, nil
	case kindLink:
		if format != unix.S_IFLNK {
			return isType, nil
		}
		link, err := readLink(parent, base)
		if err == nil && link != e.Link {
			return isContent, nil
		}
		return fine, err
	}
	return w.fileDifference(parent, e, &at)
}

func (w *writer) fileDifference(parent int, e entry, at *unix.Stat_t) (string, error) {
	if at.Mode&unix.S_IFMT != unix.S_IFREG {
		return isType, nil
	}
	if at.Size != e.Size {
		return isContent, nil
	}
	hash, err := hashAt(parent, path.Base(e.Path))
	if err != nil {
		return "", err
	}
	if hash != e.Hash {
		return isContent, nil
	}
	if at.Mode&modeBits != w.user.readable(e.Mode.or(0o644), at.Uid, at.Gid) {
		return isMode, nil
	}
	return fine, nil
}

func emptyFolder(parent int, base string) bool {
	file, err := openAt(parent, base)
	if err != nil {
		return false
	}
	defer file.Close()
	_, err = file.Readdirnames(1)
	return errors.Is(err, io.EOF)
}

// bring makes an entry true, and says whether there was anything to do.
func (w *writer) bring(e entry) (bool, error) {
	if e.Kind == kindNothing {
		return w.remove(e)
	}
	parent, err := w.root.makeFolder(path.Dir(e.Path))
	if err != nil {
		return false, err
	}
	defer unix.Close(parent)
	what, err := w.differenceAt(parent, e)
	if what == fine || err != nil {
		return false, err
	}
	if err := writable(parent); err != nil {
		return false, err
	}
	switch e.Kind {
	case kindFolder:
		return true, w.bringFolder(parent, e, what)
	case kindLink:
		return true, w.bringLink(parent, e, what)
	}
	if what == isMode {
		return true, w.bringMode(parent, e)
	}
	return true, w.bringFile(parent, e, what)
}

// remove deletes what is at a path; a folder only when it is empty.
func (w *writer) remove(e entry) (bool, error) {
	parent, err := w.root.openFolder(path.Dir(e.Path))
	if absent(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer unix.Close(parent)
	what, err := w.differenceAt(parent, e)
	if what == fine || err != nil {
		return false, err
	}
	if err := writable(parent); err != nil {
		return false, err
	}
	return true, unlink(parent, path.Base(e.Path))
}

func unlink(parent int, base string) error {
	err := unix.Unlinkat(parent, base, 0)
	if errors.Is(err, unix.EISDIR) {
		err = unix.Unlinkat(parent, base, unix.AT_REMOVEDIR)
	}
	if errors.Is(err, unix.ENOENT) {
		return nil
	}
	return err
}

func (w *writer) bringFolder(parent int, e entry, what string) error {
	base := path.Base(e.Path)
	if what == isMode {
		return addMode(parent, base, e.Mode.or(0))
	}
	if what == isType {
		if err := unlink(parent, base); err != nil {
			return err
		}
	}
	var above unix.Stat_t
	if err := unix.Fstat(parent, &above); err != nil {
		return err
	}
	return newFolder(parent, base, w.user.passable(e.Mode.or(0o755), above.Uid, above.Gid))
}

func addMode(parent int, base string, more uint32) error {
	var at unix.Stat_t
	if err := unix.Fstatat(parent, base, &at, unix.AT_SYMLINK_NOFOLLOW); err != nil {
		return err
	}
	return unix.Fchmodat(parent, base, at.Mode&modeBits|more, 0)
}

func (w *writer) bringMode(parent int, e entry) error {
	base := path.Base(e.Path)
	var at unix.Stat_t
	if err := unix.Fstatat(parent, base, &at, unix.AT_SYMLINK_NOFOLLOW); err != nil {
		return err
	}
	return unix.Fchmodat(parent, base, w.user.readable(e.Mode.or(0o644), at.Uid, at.Gid), 0)
}

// owner returns whose a new file is to be: of whom the one is that it replaces,
// else of whom the folder is. A folder in its place has to go first.
func owner(parent int, base, what string) (uid, gid uint32, err error) {
	var at unix.Stat_t
	err = unix.Fstatat(parent, base, &at, unix.AT_SYMLINK_NOFOLLOW)
	switch {
	case what == isMissing || errors.Is(err, unix.ENOENT):
		err = unix.Fstat(parent, &at)
	case err == nil && at.Mode&unix.S_IFMT == unix.S_IFDIR:
		err = unlink(parent, base)
	}
	return at.Uid, at.Gid, err
}
