package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path"
	"sync"

	"golang.org/x/sys/unix"
)

// What is wrong at a path of a container.
const (
	fine       = ""
	isMissing  = "missing"
	isContent  = "content"
	isType     = "type"
	isMode     = "mode"
	isPresent  = "present"
	modeBits   = 0o7777
	hashBuffer = 128 << 10
)

// look says what is at a path; a nothing when there is nothing.
func (r *root) look(name string) (entry, error) {
	parent, err := r.openFolder(path.Dir(name))
	if absent(err) {
		return entry{Path: name, Kind: kindNothing}, nil
	}
	if err != nil {
		return entry{}, err
	}
	defer unix.Close(parent)
	return lookAt(parent, name, true)
}

// absent: nothing is at a path whose parent is missing or no folder.
func absent(err error) bool {
	return errors.Is(err, unix.ENOENT) || errors.Is(err, unix.ENOTDIR) || errors.Is(err, unix.ELOOP)
}

func lookAt(parent int, name string, hashed bool) (entry, error) {
	found := entry{Path: name}
	var at unix.Stat_t
	err := unix.Fstatat(parent, path.Base(name), &at, unix.AT_SYMLINK_NOFOLLOW)
	if errors.Is(err, unix.ENOENT) {
		found.Kind = kindNothing
		return found, nil
	}
	if err != nil {
		return found, err
	}
	found.Mode = bits(at.Mode)
	switch at.Mode & unix.S_IFMT {
	case unix.S_IFDIR:
		found.Kind = kindFolder
	case unix.S_IFLNK:
		found.Kind = kindLink
		found.Mode = 0
		found.Link, err = readLink(parent, path.Base(name))
	case unix.S_IFREG:
		found.Kind = kindFile
		found.Size = at.Size
		if hashed {
			found.Hash, err = hashAt(parent, path.Base(name))
		}
	default:
		// a socket, a pipe or a device
		found.Kind = "?"
	}
	return found, err
}

func readLink(parent int, base string) (string, error) {
	buffer := make([]byte, unix.PathMax)
	n, err := unix.Readlinkat(parent, base, buffer)
	if err != nil {
		return "", err
	}
	return string(buffer[:n]), nil
}

func openAt(parent int, base string) (*os.File, error) {
	fd, err := unix.Openat(parent, base, unix.O_RDONLY|unix.O_NOFOLLOW|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(fd), base), nil
}

// buffers are shared: most files are smaller than one by far.
var buffers = sync.Pool{New: func() any { return new([hashBuffer]byte) }}

func hashAt(parent int, base string) (string, error) {
	fd, err := unix.Openat(parent, base, unix.O_RDONLY|unix.O_NOFOLLOW|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		return "", err
	}
	defer unix.Close(fd)
	buffer := buffers.Get().(*[hashBuffer]byte)
	defer buffers.Put(buffer)
	sum := sha256.New()
	for {
		n, err := unix.Read(fd, buffer[:])
		if errors.Is(err, unix.EINTR) {
			continue
		}
		if err != nil {
			return "", err
		}
		if n == 0 {
			return hex.EncodeToString(sum.Sum(nil)), nil
		}
		sum.Write(buffer[:n])
	}
}

func hashOfBytes(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}
