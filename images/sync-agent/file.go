package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path"
	"strconv"
	"sync/atomic"

	"golang.org/x/sys/unix"
)

var temporaryCount atomic.Int64

// self is what new files get from this process.
var self = struct {
	uid, gid uint32
	// unmasked: the mode that is asked for is the one that they get.
	unmasked bool
}{uid: uint32(os.Geteuid()), gid: uint32(os.Getegid())}

// unmask lets new files have the mode that is asked for.
func unmask() {
	unix.Umask(0)
	self.unmasked = true
}

func temporaryName() string {
	return ".devloop-" + strconv.Itoa(os.Getpid()) + "-" + strconv.FormatInt(temporaryCount.Add(1), 10)
}

func (w *writer) bringLink(parent int, e entry, what string) error {
	base := path.Base(e.Path)
	uid, gid, err := owner(parent, base, what)
	if err != nil {
		return err
	}
	place, name := w.root.workplace(parent), temporaryName()
	err = unix.Symlinkat(e.Link, place, name)
	if err == nil {
		err = unix.Fchownat(place, name, int(uid), int(gid), unix.AT_SYMLINK_NOFOLLOW)
	}
	return rename(place, name, parent, base, err)
}

// rename puts a finished file into its place at once: nobody ever reads half of
// it. After a failure nothing of it is left.
func rename(place int, name string, parent int, base string, failed error) error {
	err := failed
	if err == nil {
		err = unix.Renameat(place, name, parent, base)
	}
	if err != nil {
		_ = unix.Unlinkat(place, name, 0)
	}
	return err
}

func (w *writer) bringFile(parent int, e entry, what string) error {
	content, err := w.content(e)
	if err != nil {
		return err
	}
	defer content.Close()
	base := path.Base(e.Path)
	uid, gid, err := owner(parent, base, what)
	if err != nil {
		return err
	}
	place := w.root.workplace(parent)
	err = w.writeInto(place, parent, base, e, content, uid, gid, what != isMissing)
	if errors.Is(err, unix.EXDEV) && place != parent {
		// the same device mounted twice: beside the file then
		again, err := w.content(e)
		if err != nil {
			return err
		}
		defer again.Close()
		return w.writeInto(parent, parent, base, e, again, uid, gid, what != isMissing)
	}
	return err
}

func (w *writer) content(e entry) (io.ReadCloser, error) {
	if e.Size == 0 {
		return io.NopCloser(eof{}), nil
	}
	return w.contents.open(e.Hash)
}

type eof struct{}

func (eof) Read([]byte) (int, error) { return 0, io.EOF }

func (w *writer) writeInto(place, parent int, base string, e entry, content io.Reader, uid, gid uint32, replaces bool) error {
	name := temporaryName()
	mode := w.user.readable(e.Mode.or(0o644), uid, gid)
	fd, err := unix.Openat(place, name, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL|unix.O_NOFOLLOW|unix.O_CLOEXEC, mode)
	if err != nil {
		return err
	}
	if replaces && e.Size > 0 {
		// ext4 writes a file to disk at once when it replaces another and has
		// no blocks yet: ten times slower
		_ = unix.Fallocate(fd, 0, 0, e.Size)
	}
	sum := sha256.New()
	err = pour(fd, io.TeeReader(content, sum))
	if err == nil && hex.EncodeToString(sum.Sum(nil)) != e.Hash {
		// a node that lost power has files without their content
		w.contents.spoiled(e.Hash)
		err = errNoContent
	}
	// each of the two costs as much as the write of a small file
	bornSo := place == w.root.tmp && uid == self.uid && gid == self.gid
	if err == nil && !bornSo {
		err = unix.Fchown(fd, int(uid), int(gid))
	}
	if err == nil && !(bornSo && self.unmasked) {
		err = unix.Fchmod(fd, mode)
	}
	if closed := unix.Close(fd); err == nil {
		err = closed
	}
	return rename(place, name, parent, base, err)
}

// pour writes a content into a file.
func pour(fd int, content io.Reader) error {
	buffer := buffers.Get().(*[hashBuffer]byte)
	defer buffers.Put(buffer)
	for {
		n, err := content.Read(buffer[:])
		for part := buffer[:n]; len(part) > 0; {
			written, err := unix.Write(fd, part)
			if err != nil && !errors.Is(err, unix.EINTR) {
				return err
			}
			part = part[max(written, 0):]
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
