/// The process that does the work for one project: loop, jobs and what they reach.
@NullMarked
package dev.devloop.daemon;

import org.jspecify.annotations.NullMarked;
