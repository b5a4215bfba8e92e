/** Makes up a believable month of rows of all contracts, and sends it through the pipeline that real rows take. */
@NullMarked
package dev.candor.app.demo;

import org.jspecify.annotations.NullMarked;
