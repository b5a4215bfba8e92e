package dev.candor.agents.internal.setup;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The command lines of ours in settings, and how they are known again when the launcher has moved. */
public final class OwnCommand {
    private static final Pattern LAUNCHER = Pattern.compile("(.*/)?candor");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./,:=@%+-]+");
    private static final Pattern LINE = Pattern.compile("('.*/candor'|(\\S*/)?candor) hook ([a-z-]+)");
    private static final Pattern ENDPOINT = Pattern.compile(
            "http://(127\\.0\\.0\\.1|localhost):[0-9]{1,5}(/otlp/[A-Za-z0-9_-]{43,})?(/v1/(logs|traces|metrics))?");
    private static final Pattern BEARER = Pattern.compile("Bearer(%20| )[A-Za-z0-9_-]{43,}");

    private OwnCommand() {}

    /** The command of a hook, for a shell. */
    public static String hook(String launcher, String agent) {
        return word(launcher) + " hook " + agent;
    }

    /** A word for a shell. */
    public static String word(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** Whether a command of a hook is ours, from whatever launcher. */
    static boolean isHook(String command, String agent) {
        return LINE.matcher(command).matches() && command.endsWith(" hook " + agent);
    }

    /** Whether an MCP server is started by a launcher of ours. */
    static boolean isServer(JsonValue server) {
        return server instanceof ObjectValue object
                && object.text("command").filter(OwnCommand::isLauncher).isPresent()
                && object.member("args").equals(Optional.of(JsonValue.of(List.of(JsonValue.of("mcp")))));
    }

    static boolean isLauncher(String command) {
        return LAUNCHER.matcher(command).matches();
    }

    /** Whether an address is that of a hub with its token, or the beginning of one. */
    static boolean isEndpoint(String address) {
        return ENDPOINT.matcher(address).matches();
    }

    /** Whether a text holds the token of a hub. */
    static boolean hasBearer(String text) {
        return BEARER.matcher(text).find();
    }
}
