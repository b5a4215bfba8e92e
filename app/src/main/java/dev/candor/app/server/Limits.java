package dev.candor.app.server;

import java.time.Duration;

/**
 * What the server puts up with.
 *
 * @param bodyBytes the largest body
 * @param bodyTime from the head of a request to the end of its body
 * @param largeBodies bodies over 16 KiB at once; more wait their turn
 * @param headerBytes the request line and all headers together
 * @param connections open at once
 * @param silence how long a connection may say nothing while a request is read
 * @param keepAlive how long a connection may wait for its next request
 * @param checkpointLag rows that wait longer than this for {@code telemetry.yaml} make the server unready
 * @param grace how long calls under way may take to end when the server stops
 */
public record Limits(
        int bodyBytes,
        Duration bodyTime,
        int largeBodies,
        int headerBytes,
        int connections,
        Duration silence,
        Duration keepAlive,
        Duration checkpointLag,
        Duration grace) {

    /** The most headers of a request. */
    static final int HEADERS = 64;

    /** The limits that ship. */
    public static final Limits DEFAULT = new Limits(
            1024 * 1024,
            Duration.ofSeconds(30),
            4,
            8 * 1024,
            256,
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10));
}
