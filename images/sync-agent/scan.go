package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path"
	"time"

	"golang.org/x/sys/unix"
)

// A stamp tells whether a file may have changed.
type stamp struct {
	kind  uint32
	mode  uint32
	inode uint64
	size  int64
	time  unix.Timespec
}

func stampOf(at *unix.Stat_t) stamp {
	s := stamp{kind: at.Mode & unix.S_IFMT, mode: at.Mode & modeBits}
	if s.kind != unix.S_IFDIR {
		// a folder changes with what is in it
		s.inode, s.size, s.time = at.Ino, at.Size, at.Mtim
	}
	return s
}

// Where the kernel gives no notice, containers are looked through this often.
const deafPeriod = time.Second

// scan returns what is at the paths and below, and listens there. Where there
// is nothing it listens in the nearest folder above.
func (p *pulls) scan(id string, w *pullWatch) map[string]stamp {
	seen := map[string]stamp{}
	w.deaf = false
	for _, name := range p.paths {
		p.above(id, w, path.Dir(name))
		p.below(id, w, name, seen)
	}
	if w.again != nil {
		w.again.Stop()
	}
	if w.deaf {
		w.again = time.AfterFunc(deafPeriod, func() { p.work.put(func() { p.changed(id) }) })
	}
	return seen
}

func (p *pulls) listen(id string, w *pullWatch, folder int) {
	if !p.notifier.add(place{p, id}, folder) {
		w.deaf = true
	}
}

func (p *pulls) above(id string, w *pullWatch, folder string) {
	for {
		fd, err := w.root.openFolder(folder)
		if err == nil {
			p.listen(id, w, fd)
			unix.Close(fd)
			return
		}
		if folder == "/" {
			return
		}
		folder = path.Dir(folder)
	}
}

func (p *pulls) below(id string, w *pullWatch, name string, seen map[string]stamp) {
	parent, err := w.root.openFolder(path.Dir(name))
	if err != nil {
		return
	}
	defer unix.Close(parent)
	var at unix.Stat_t
	if unix.Fstatat(parent, path.Base(name), &at, unix.AT_SYMLINK_NOFOLLOW) != nil {
		return
	}
	seen[name] = stampOf(&at)
	if at.Mode&unix.S_IFMT != unix.S_IFDIR {
		return
	}
	folder, err := openAt(parent, path.Base(name))
	if err != nil {
		return
	}
	defer folder.Close()
	// listen first: what comes in between is an event
	p.listen(id, w, int(folder.Fd()))
	names, _ := folder.Readdirnames(-1)
	for _, child := range names {
		p.below(id, w, path.Join(name, child), seen)
	}
}

func openContent(from *root, name string) (*os.File, error) {
	parent, err := from.openFolder(path.Dir(name))
	if err != nil {
		return nil, err
	}
	defer unix.Close(parent)
	return openAt(parent, path.Base(name))
}

// inPieces returns a small content, or hands a larger one on in pieces; with
// hash and size of what was read.
func inPieces(content io.Reader, piece func([]byte)) (small []byte, hash string, size int64, err error) {
	sum := sha256.New()
	buffer := make([]byte, chunk)
	n, err := io.ReadFull(content, buffer)
	for {
		sum.Write(buffer[:n])
		size += int64(n)
		end := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !end {
			return nil, "", 0, err
		}
		if end && size < chunk {
			return buffer[:n], hex.EncodeToString(sum.Sum(nil)), size, nil
		}
		if n > 0 {
			piece(buffer[:n])
		}
		if end {
			return nil, hex.EncodeToString(sum.Sum(nil)), size, nil
		}
		n, err = io.ReadFull(content, buffer)
	}
}
