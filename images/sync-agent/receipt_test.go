package main

import (
	"sync/atomic"
	"testing"
)

func TestPartsLeaveNothingOutAndDoNothingTwice(t *testing.T) {
	for _, n := range []int{0, 1, partOfLooks, 2 * partOfLooks, 20*partOfLooks + 7} {
		done := make([]atomic.Int32, n)
		inParts(n, func(i int) { done[i].Add(1) })
		for i := range done {
			if times := done[i].Load(); times != 1 {
				t.Errorf("of %d the one with number %d was done %d times", n, i, times)
			}
		}
	}
}
