/**
 * What every room stands on: durable files, strict JSON and UTC time. It calls no other module.
 */
@NullMarked
package dev.candor.foundation;

import org.jspecify.annotations.NullMarked;
