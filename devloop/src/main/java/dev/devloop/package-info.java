/// The command line and the daemon: wiring only.
@NullMarked
package dev.devloop;

import org.jspecify.annotations.NullMarked;
