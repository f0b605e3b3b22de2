package main

import (
	"bytes"
	"errors"
	"io"
	"log"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// A store holds the contents that some container lacked, by their hashes. What
// has just come is in memory until it is on disk.
type store struct {
	folder string
	lock   sync.Mutex
	recent map[string][]byte
	held   int // bytes of recent
}

// Files that are not finished are called so.
const comingPrefix = "coming-"

func openStore(folder string) (*store, error) {
	leftovers, err := filepath.Glob(filepath.Join(folder, comingPrefix+"*"))
	for _, leftover := range leftovers {
		_ = os.Remove(leftover)
	}
	return &store{folder: folder, recent: map[string][]byte{}}, err
}

func (s *store) ensure() error { return os.MkdirAll(s.folder, 0o700) }

func (s *store) path(hash string) string { return filepath.Join(s.folder, hash) }

func (s *store) open(hash string) (io.ReadCloser, error) {
	s.lock.Lock()
	content, ok := s.recent[hash]
	s.lock.Unlock()
	if ok {
		return io.NopCloser(bytes.NewReader(content)), nil
	}
	file, err := os.Open(s.path(hash))
	if errors.Is(err, os.ErrNotExist) {
		return nil, errNoContent
	}
	return file, err
}

func (s *store) spoiled(hash string) {
	log.Printf("the content %s is spoiled and removed", hash)
	_ = os.Remove(s.path(hash))
}

// remember takes a content into memory; save brings it to disk later.
func (s *store) remember(hash string, content []byte) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if _, ok := s.recent[hash]; !ok {
		s.recent[hash] = content
		s.held += len(content)
	}
}

// So much may be in memory; the disk is slower than the stream.
const heldLimit = 64 << 20

func (s *store) full() bool {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.held > heldLimit
}

func (s *store) save(hash string) error {
	s.lock.Lock()
	content, ok := s.recent[hash]
	s.lock.Unlock()
	if !ok {
		return nil
	}
	if _, err := os.Stat(s.path(hash)); err != nil {
		if err := writeWhole(s.path(hash), content); err != nil {
			return err
		}
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	if _, ok := s.recent[hash]; ok {
		delete(s.recent, hash)
		s.held -= len(content)
	}
	return nil
}

// writeWhole writes a file so that it is there as a whole or not at all.
func writeWhole(path string, content []byte) error {
	fresh := filepath.Join(filepath.Dir(path), comingPrefix+filepath.Base(path))
	if err := os.WriteFile(fresh, content, 0o600); err != nil {
		return err
	}
	return os.Rename(fresh, path)
}

// Contents younger than this may be ahead of the batch that names them.
const unnamedFor = 10 * time.Minute

// keep removes all contents but the named ones.
func (s *store) keep(wanted map[string]bool) {
	entries, err := os.ReadDir(s.folder)
	if err != nil {
		return
	}
	for _, e := range entries {
		name := e.Name()
		if info, err := e.Info(); err == nil && !wanted[name] && time.Since(info.ModTime()) > unnamedFor {
			_ = os.Remove(s.path(name))
		}
	}
}
