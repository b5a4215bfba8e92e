package dev.candor.app.server;

import dev.candor.config.UserPath;
import java.net.InetAddress;
import java.nio.file.Path;

/**
 * Where the server listens and for whom.
 *
 * @param userPath holds the token and the note about the running server
 * @param bind the address to listen at, as digits
 * @param port 0 for any that is free
 * @param allowRemote whether the address may be another than 127.0.0.1
 */
public record ServerSettings(UserPath userPath, String bind, int port, boolean allowRemote) {
    /** The port when none is named. */
    public static final int DEFAULT_PORT = 7411;
    /** The address when none is named. */
    public static final String DEFAULT_BIND = "127.0.0.1";

    private static final int LARGEST_PORT = 65_535;

    public ServerSettings {
        if (port < 0 || port > LARGEST_PORT) {
            throw new IllegalArgumentException("a port is a number from 0 to " + LARGEST_PORT + ", found " + port);
        }
        try {
            InetAddress.ofLiteral(bind);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the address to bind is written in digits, as 127.0.0.1 or ::1, found '" + bind + "'", e);
        }
        if (!bind.equals(DEFAULT_BIND) && !allowRemote) {
            throw new IllegalArgumentException("binding another address than " + DEFAULT_BIND + " opens the server to"
                    + " others: say --allow-remote too, found " + bind);
        }
    }

    /** The settings when nothing is said. */
    public static ServerSettings of(UserPath userPath) {
        return new ServerSettings(userPath, DEFAULT_BIND, DEFAULT_PORT, false);
    }

    /** An empty folder for what Tomcat wants to have; there while the server runs. */
    Path workFolder() {
        return userPath.own().resolve("server");
    }
}
