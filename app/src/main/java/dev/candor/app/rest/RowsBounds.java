package dev.candor.app.rest;

import java.time.Duration;

/**
 * How much of rows one request may bring.
 *
 * @param mostBytes as they are sent
 * @param mostInflated unpacked, in bytes
 * @param longest from the head of the request to the end of its body
 */
public record RowsBounds(long mostBytes, long mostInflated, Duration longest) {}
