package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"os"
)

// Downloads are the contents that come in pieces on one stream.
type downloads struct {
	store  *store
	coming map[string]*download
}

type download struct {
	file *os.File
	sum  hash.Hash
	size int64
}

func (d downloads) began(id string) bool { return d.coming[id] != nil }

// piece takes a part of a content, of which the sender calls the whole id.
func (d downloads) piece(id string, part []byte) error {
	one := d.coming[id]
	if one == nil {
		if err := d.store.ensure(); err != nil {
			return err
		}
		file, err := os.CreateTemp(d.store.folder, comingPrefix+"*")
		if err != nil {
			return err
		}
		one = &download{file: file, sum: sha256.New()}
		d.coming[id] = one
	}
	one.sum.Write(part)
	one.size += int64(len(part))
	_, err := one.file.Write(part)
	return err
}

// finish ends a content that came in pieces. It counts only if it is what the
// sender says.
func (d downloads) finish(id, hash string, size int64) error {
	one := d.coming[id]
	if one == nil {
		return fmt.Errorf("blob %s never began", id)
	}
	delete(d.coming, id)
	err := one.file.Close()
	if sum := hex.EncodeToString(one.sum.Sum(nil)); err == nil && (sum != hash || one.size != size) {
		err = fmt.Errorf("blob %s has %d bytes with hash %s, announced were %d with %s", id, one.size, sum, size, hash)
	}
	if err == nil {
		err = os.Rename(one.file.Name(), d.store.path(hash))
	}
	if err != nil {
		_ = os.Remove(one.file.Name())
	}
	return err
}

// abandon drops what will not be finished, because its sender is gone.
func (d downloads) abandon() {
	for id, one := range d.coming {
		one.file.Close()
		_ = os.Remove(one.file.Name())
		delete(d.coming, id)
	}
}
