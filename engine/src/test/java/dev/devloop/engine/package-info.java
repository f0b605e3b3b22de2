@NullMarked
package dev.devloop.engine;

import org.jspecify.annotations.NullMarked;
