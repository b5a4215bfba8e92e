/**
 * The HTTP face: who may speak to the server, which paths there are, what an error looks like, and the doors themselves.
 */
@NullMarked
package dev.candor.app.rest;

import org.jspecify.annotations.NullMarked;
