/// All that speaks to the container engine: finding and starting it, obtaining, building and
/// pushing images.
@NullMarked
package dev.devloop.engine;

import org.jspecify.annotations.NullMarked;
