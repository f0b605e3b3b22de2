package main

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// Names by number, from linux/capability.h.
var capabilityNames = []string{
	"CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_DAC_READ_SEARCH", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL", "CAP_SETGID",
	"CAP_SETUID", "CAP_SETPCAP", "CAP_LINUX_IMMUTABLE", "CAP_NET_BIND_SERVICE", "CAP_NET_BROADCAST", "CAP_NET_ADMIN",
	"CAP_NET_RAW", "CAP_IPC_LOCK", "CAP_IPC_OWNER", "CAP_SYS_MODULE", "CAP_SYS_RAWIO", "CAP_SYS_CHROOT",
	"CAP_SYS_PTRACE", "CAP_SYS_PACCT", "CAP_SYS_ADMIN", "CAP_SYS_BOOT", "CAP_SYS_NICE", "CAP_SYS_RESOURCE",
	"CAP_SYS_TIME", "CAP_SYS_TTY_CONFIG", "CAP_MKNOD", "CAP_LEASE", "CAP_AUDIT_WRITE", "CAP_AUDIT_CONTROL",
	"CAP_SETFCAP", "CAP_MAC_OVERRIDE", "CAP_MAC_ADMIN", "CAP_SYSLOG", "CAP_WAKE_ALARM", "CAP_BLOCK_SUSPEND",
	"CAP_AUDIT_READ", "CAP_PERFMON", "CAP_BPF", "CAP_CHECKPOINT_RESTORE",
}

// heldCapabilities reads which capabilities this process may give to a
// container: those in both its bounding and its permitted set.
func heldCapabilities(statusFile string) (map[string]bool, error) {
	file, err := os.Open(statusFile)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	mask, sets := ^uint64(0), 0
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		key, value, _ := strings.Cut(lines.Text(), ":")
		if key != "CapBnd" && key != "CapPrm" {
			continue
		}
		bits, err := strconv.ParseUint(strings.TrimSpace(value), 16, 64)
		if err != nil {
			return nil, fmt.Errorf("%s of %s: %w", key, statusFile, err)
		}
		mask, sets = mask&bits, sets+1
	}
	if sets != 2 {
		return nil, fmt.Errorf("%s does not list CapBnd and CapPrm", statusFile)
	}
	return namesOf(mask), lines.Err()
}

func namesOf(mask uint64) map[string]bool {
	held := map[string]bool{}
	for number, name := range capabilityNames {
		if mask&(1<<number) != 0 {
			held[name] = true
		}
	}
	return held
}
