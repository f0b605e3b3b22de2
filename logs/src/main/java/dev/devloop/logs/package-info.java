/// The project's log: kept on disk, bounded, read by number.
@NullMarked
package dev.devloop.logs;

import org.jspecify.annotations.NullMarked;
