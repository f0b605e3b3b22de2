/// The commands: a thin client of the daemon with a short class path.
@NullMarked
package dev.devloop.cli;

import org.jspecify.annotations.NullMarked;
