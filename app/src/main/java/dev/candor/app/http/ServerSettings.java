package dev.candor.app.http;

import dev.candor.config.UserPath;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Where the server listens and for whom.
 *
 * @param userPath holds the token and the note about the running server
 * @param bind the address to listen at, as digits
 * @param port 0 for any that is free
 * @param otlpPort the port at which it listens as well, for agents that are set up to send OTLP there
 * @param visitors who else may call it: the address may be another than 127.0.0.1 only when remote callers may
 */
public record ServerSettings(UserPath userPath, String bind, int port, Visitors visitors, OptionalInt otlpPort) {
    /** The port when none is named. */
    public static final int DEFAULT_PORT = 7411;
    /** The port at which agents expect who takes OTLP. */
    public static final int OTLP_PORT = 4318;
    /** The address when none is named. */
    public static final String DEFAULT_BIND = "127.0.0.1";

    private static final int LARGEST_PORT = 65_535;

    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,252})(:[0-9]{1,5})?");

    /** Settings with no other port. */
    public ServerSettings(UserPath userPath, String bind, int port, Visitors visitors) {
        this(userPath, bind, port, visitors, OptionalInt.empty());
    }

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
        if (!bind.equals(DEFAULT_BIND) && !visitors.remote()) {
            throw new IllegalArgumentException("binding another address than " + DEFAULT_BIND + " opens the server to"
                    + " others: say --allow-remote too, found " + bind);
        }
    }

    /**
     * A further name that the server may be called by, as it is compared.
     *
     * @throws IllegalArgumentException when it is none: {@code *} and addresses of pages are not
     */
    public static String host(String name) {
        String host = name.toLowerCase(Locale.ROOT);
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException(
                    "an allowed host is a name such as hub.example.org or hub.example.org:8443, found '" + name + "'");
        }
        return host;
    }

    /** The settings when nothing is said. */
    public static ServerSettings of(UserPath userPath) {
        return new ServerSettings(userPath, DEFAULT_BIND, DEFAULT_PORT, Visitors.none());
    }

    /** The URL at which processes of this machine call it: who listens at all addresses is called at the loopback. */
    String url(int boundTo) {
        InetAddress address = InetAddress.ofLiteral(bind);
        String host = !address.isAnyLocalAddress() ? bind : address instanceof Inet6Address ? "::1" : DEFAULT_BIND;
        return "http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + boundTo;
    }

    /** An empty folder for what Tomcat wants to have; there while the server runs. */
    Path workFolder() {
        return userPath.own().resolve("server");
    }
}
