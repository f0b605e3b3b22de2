package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
)

// A journal is the wanted tree of a service on disk: a file to which changes
// are appended, and which is written anew when most of it is out of date. A
// line that was cut off when the node died does not count.
type journal struct {
	path string
	file *os.File
	// lines is counted by who asks for them to be written.
	lines int
}

// A record is one line: entries, and the number of the batch that they are of.
type record struct {
	Seq     int64   `json:"seq"`
	Entries []entry `json:"entries"`
}

// A new file of fewer lines than this is not worth it.
const journalSlack = 1000

func readJournal(path string) (tree, int64, error) {
	wanted, seq := tree{}, int64(0)
	file, err := os.Open(path)
	if err != nil {
		return wanted, 0, err
	}
	defer file.Close()
	lines := bufio.NewReader(file)
	for {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return wanted, seq, nil
		}
		if err != nil {
			return wanted, seq, err
		}
		var r record
		if json.Unmarshal(line, &r) == nil {
			wanted.put(r.Entries)
			seq = max(seq, r.Seq)
		}
	}
}

// full tells whether the file should be written anew.
func (j *journal) full() bool { return j.lines > journalSlack }

// append adds a change.
func (j *journal) append(change record) error {
	line, err := json.Marshal(change)
	if err != nil {
		return err
	}
	if j.file == nil {
		j.file, err = os.OpenFile(j.path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
		if err != nil {
			return err
		}
	}
	_, err = j.file.Write(append(line, '\n'))
	return err
}

// rewrite makes a file of the whole tree alone.
func (j *journal) rewrite(whole record) error {
	if j.file != nil {
		j.file.Close()
		j.file = nil
	}
	fresh := filepath.Join(filepath.Dir(j.path), comingPrefix+filepath.Base(j.path))
	file, err := os.OpenFile(fresh, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(file)
	line, err := json.Marshal(whole)
	if err == nil {
		_, err = out.Write(append(line, '\n'))
	}
	if err == nil {
		err = out.Flush()
	}
	if err == nil {
		err = os.Rename(fresh, j.path)
	}
	if err != nil {
		file.Close()
		return err
	}
	j.file = file
	return nil
}

func (j *journal) remove() {
	if j.file != nil {
		j.file.Close()
		j.file = nil
	}
	_ = os.Remove(j.path)
}
