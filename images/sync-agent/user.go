package main

import "slices"

// A user is as whom the processes of a container run.
type user struct {
	uid    uint32
	groups []uint32
}

// readable returns a file's mode with the permission for the user to read it,
// given whose it is. Files of the host are often readable only by their owner,
// who is somebody else in the container.
func (u user) readable(mode, owner, group uint32) uint32 {
	switch {
	case u.uid == 0:
		return mode
	case u.uid == owner:
		return mode | 0o400
	case slices.Contains(u.groups, group):
		return mode | 0o040
	default:
		return mode | 0o004
	}
}

// passable does the same for a folder, which has to be entered too.
func (u user) passable(mode, owner, group uint32) uint32 {
	gained := u.readable(0, owner, group)
	return mode | gained | gained>>2
}

func (u user) same(other user) bool {
	return u.uid == other.uid && slices.Equal(u.groups, other.groups)
}
