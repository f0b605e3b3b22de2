package main

import (
	"errors"
	"path"
	"strings"

	"golang.org/x/sys/unix"
)

// A root is the file system of a container, seen from outside. No path leads
// out of it: links are resolved as the container's own processes would.
type root struct {
	fd int
	// tmp is the folder for half-written files, once there is one, and the
	// device that it is on.
	tmp    int
	tmpDev uint64
}

// temporaryFolder is in the root of the container, so that programs which
// watch the project's folders see a file only when it is whole.
const temporaryFolder = "/.devloop-tmp"

func openRoot(folder string) (*root, error) {
	fd, err := unix.Open(folder, unix.O_PATH|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	return &root{fd: fd, tmp: -1}, nil
}

func (r *root) close() {
	unix.Close(r.fd)
	if r.tmp >= 0 {
		unix.Close(r.tmp)
	}
}

func (r *root) open(name string, flags uint64) (int, error) {
	how := unix.OpenHow{Flags: flags | unix.O_CLOEXEC, Resolve: unix.RESOLVE_IN_ROOT | unix.RESOLVE_NO_MAGICLINKS}
	relative := strings.TrimPrefix(name, "/")
	if relative == "" {
		relative = "."
	}
	for {
		fd, err := unix.Openat2(r.fd, relative, &how)
		// EAGAIN: something was renamed on the way
		if !errors.Is(err, unix.EAGAIN) && !errors.Is(err, unix.EINTR) {
			return fd, err
		}
	}
}

func (r *root) openFolder(name string) (int, error) {
	return r.open(name, unix.O_PATH|unix.O_DIRECTORY)
}

// own tells whether a folder is of the root's own file system: no volume, not
// even by way of a link.
func (r *root) own(name string) bool {
	fd, err := r.openFolder(name)
	if err != nil {
		return absent(err)
	}
	defer unix.Close(fd)
	var at, top unix.Stat_t
	return unix.Fstat(fd, &at) == nil && unix.Fstat(r.fd, &top) == nil && at.Dev == top.Dev
}

// makeFolder opens a folder and makes it and those above it when missing. They
// belong to whom the nearest folder that was there belongs.
func (r *root) makeFolder(name string) (int, error) {
	fd, err := r.openFolder(name)
	if !errors.Is(err, unix.ENOENT) || name == "/" {
		return fd, err
	}
	parent, err := r.makeFolder(path.Dir(name))
	if err != nil {
		return -1, err
	}
	defer unix.Close(parent)
	if err := newFolder(parent, path.Base(name), 0o755); err != nil && !errors.Is(err, unix.EEXIST) {
		return -1, err
	}
	return r.openFolder(name)
}

func newFolder(parent int, base string, mode uint32) error {
	if err := writable(parent); err != nil {
		return err
	}
	var above unix.Stat_t
	if err := unix.Fstat(parent, &above); err != nil {
		return err
	}
	if err := unix.Mkdirat(parent, base, 0o700); err != nil {
		return err
	}
	if err := unix.Fchownat(parent, base, int(above.Uid), int(above.Gid), unix.AT_SYMLINK_NOFOLLOW); err != nil {
		return err
	}
	return unix.Fchmodat(parent, base, mode, 0)
}

// writable refuses the file systems through which the kernel is set up: a link
// in the container may lead there.
func writable(folder int) error {
	var fs unix.Statfs_t
	if err := unix.Fstatfs(folder, &fs); err != nil {
		return err
	}
	switch int64(fs.Type) {
	case unix.PROC_SUPER_MAGIC, unix.SYSFS_MAGIC, unix.CGROUP_SUPER_MAGIC, unix.CGROUP2_SUPER_MAGIC, unix.DEBUGFS_MAGIC:
		return unix.EPERM
	}
	return nil
}

// workplace is where a new file for a folder is written: beside the others'
// half-written ones, or in the folder itself when it is on another file system.
func (r *root) workplace(folder int) int {
	var at unix.Stat_t
	if unix.Fstat(folder, &at) != nil {
		return folder
	}
	if r.tmp < 0 {
		r.openTemporary()
	}
	if r.tmp >= 0 && r.tmpDev == at.Dev {
		return r.tmp
	}
	return folder
}

func (r *root) openTemporary() {
	err := unix.Mkdirat(r.fd, temporaryFolder[1:], 0o700)
	if err != nil && !errors.Is(err, unix.EEXIST) {
		return
	}
	how := unix.OpenHow{Flags: unix.O_PATH | unix.O_DIRECTORY | unix.O_CLOEXEC, Resolve: unix.RESOLVE_BENEATH | unix.RESOLVE_NO_SYMLINKS}
	fd, err := unix.Openat2(r.fd, temporaryFolder[1:], &how)
	if err != nil {
		return
	}
	var at unix.Stat_t
	if unix.Fstat(fd, &at) != nil || at.Uid != 0 && at.Uid != uint32(unix.Getuid()) {
		unix.Close(fd)
		return
	}
	r.tmp, r.tmpDev = fd, at.Dev
}
