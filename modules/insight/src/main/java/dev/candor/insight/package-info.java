/** Questions with names over everything that was recorded, each with the rule by which its answer can be recomputed. */
@NullMarked
package dev.candor.insight;

import org.jspecify.annotations.NullMarked;
