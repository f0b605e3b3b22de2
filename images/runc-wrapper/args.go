package main

import (
	"path/filepath"
	"strings"
)

// target is the JSON file of one runc call.
type target struct {
	file string
	// bare: the file holds the process itself (exec), not a whole bundle.
	bare bool
}

// Flags of runc that take a value in the next argument. Every other flag is a
// switch; a flag written with "=" carries its value with it.
var (
	globalValues = set("log", "log-format", "root", "criu", "rootless")
	bundleValues = set("bundle", "b", "console-socket", "pidfd-socket", "pid-file", "preserve-fds")
	execValues   = set("console-socket", "pidfd-socket", "cwd", "env", "e", "user", "u", "additional-gids", "g",
		"process", "p", "pid-file", "process-label", "apparmor", "cap", "c", "preserve-fds", "cgroup")
)

func set(names ...string) map[string]bool {
	result := make(map[string]bool, len(names))
	for _, name := range names {
		result[name] = true
	}
	return result
}

// findTarget returns the file to adapt, or an empty target for calls that
// create no process, and for `exec` without a process file.
func findTarget(args []string) target {
	_, rest := flags(args, globalValues)
	if len(rest) == 0 {
		return target{}
	}
	switch rest[0] {
	case "create", "run", "restore":
		found, _ := flags(rest[1:], bundleValues)
		return target{file: filepath.Join(first(found, "bundle", "b"), "config.json")}
	case "exec":
		found, _ := flags(rest[1:], execValues)
		if file := first(found, "process", "p"); file != "" {
			return target{file: file, bare: true}
		}
	}
	return target{}
}

// flags reads leading flags; what follows the first non-flag is the rest.
func flags(args []string, withValue map[string]bool) (map[string]string, []string) {
	found := map[string]string{}
	for i := 0; i < len(args); i++ {
		arg := args[i]
		if arg == "--" {
			return found, args[i+1:]
		}
		if !strings.HasPrefix(arg, "-") || arg == "-" {
			return found, args[i:]
		}
		name, value, inline := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		if !inline && withValue[name] && i+1 < len(args) {
			i++
			value = args[i]
		}
		found[name] = value
	}
	return found, nil
}

func first(found map[string]string, names ...string) string {
	for _, name := range names {
		if found[name] != "" {
			return found[name]
		}
	}
	return ""
}
