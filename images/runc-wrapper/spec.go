package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// rewrite changes the file in one step, and only if something has to change.
func rewrite(target target, held map[string]bool) error {
	content, err := os.ReadFile(target.file)
	if err != nil {
		return err
	}
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.UseNumber() // 64-bit limits must survive the round trip
	var root map[string]any
	if err := decoder.Decode(&root); err != nil {
		return fmt.Errorf("%s: %w", target.file, err)
	}
	process := root
	if !target.bare {
		process, _ = root["process"].(map[string]any)
	}
	if process == nil || !adapt(process, held) {
		return nil
	}
	changed, err := json.Marshal(root)
	if err != nil {
		return err
	}
	return replace(target.file, changed)
}

// adapt reports whether it changed the process.
func adapt(process map[string]any, held map[string]bool) bool {
	changed := false
	if sets, ok := process["capabilities"].(map[string]any); ok {
		for name, list := range sets {
			before, _ := list.([]any)
			after := keepHeld(before, held)
			if len(after) != len(before) {
				sets[name], changed = after, true
			}
		}
	}
	score, ok := process["oomScoreAdj"].(json.Number)
	if ok && strings.HasPrefix(score.String(), "-") && !held["CAP_SYS_RESOURCE"] {
		process["oomScoreAdj"], changed = 0, true
	}
	return changed
}

func keepHeld(wanted []any, held map[string]bool) []any {
	kept := []any{}
	for _, entry := range wanted {
		if name, ok := entry.(string); ok && held[strings.ToUpper(name)] {
			kept = append(kept, entry)
		}
	}
	return kept
}

func replace(path string, content []byte) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	temporary, err := os.CreateTemp(filepath.Dir(path), ".devloop-*")
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name())
	if _, err = temporary.Write(content); err == nil {
		err = temporary.Chmod(info.Mode().Perm())
	}
	if closing := temporary.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	return os.Rename(temporary.Name(), path)
}
