package dev.candor.app.mcp;

import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Finds the id of a request in bytes that are no message: too long, nested too deep, with a lone surrogate or a member
 * twice. A client that gets an error without its id waits for an answer until it gives up. Bytes come piece by piece, and
 * the id may be the last member.
 */
final class MessageId {
    private static final String NAME = "\"id\"";
    /** More than the longest id needs, each of its characters escaped. */
    private static final int MAX_TOKEN = 12 * (Message.MAX_ID + 1);

    private final ByteArrayOutputStream token = new ByteArrayOutputStream();
    private int depth;
    private boolean isInString;
    private boolean isEscaped;
    private boolean isValue;
    private boolean isUnclear;
    private Optional<JsonValue> found = Optional.empty();

    /** The id in these bytes. */
    static Optional<JsonValue> find(byte[] bytes, int from, int to) {
        MessageId id = new MessageId();
        id.read(bytes, from, to);
        return id.found();
    }

    /** Reads on. */
    void read(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            read(bytes[i]);
        }
    }

    /** The value of the one member {@code id} of the outermost object, if it was read whole and can be an id. */
    Optional<JsonValue> found() {
        return isUnclear ? Optional.empty() : found;
    }

    private void read(byte next) {
        if (isInString) {
            isInString = isEscaped || next != '"';
            isEscaped = !isEscaped && next == '\\';
            keep(next);
            return;
        }
        switch (next) {
            case '"' -> {
                isInString = true;
                if (!isValue) {
                    token.reset();
                }
                keep(next);
            }
            case ':' -> {
                isValue = depth == 1 && token.toString(StandardCharsets.UTF_8).equals(NAME);
                token.reset();
            }
            case '{', '[' -> {
                isUnclear |= isValue || (depth == 0 && next == '[');
                isValue = false;
                depth++;
            }
            case ',', '}', ']' -> {
                if (isValue) {
                    end();
                }
                depth -= next == ',' ? 0 : 1;
            }
            case ' ', '\t', '\r', '\n' -> {}
            default -> keep(next);
        }
    }

    private void keep(byte next) {
        if (depth == 1 && token.size() < MAX_TOKEN) {
            token.write(next);
        }
    }

    private void end() {
        isValue = false;
        Optional<JsonValue> value = parsed();
        isUnclear |= value.isEmpty() || found.isPresent();
        found = value;
        token.reset();
    }

    private Optional<JsonValue> parsed() {
        try {
            return Optional.of(JsonValue.parse(token.toByteArray())).filter(Message::isId);
        } catch (JsonSyntaxException e) {
            return Optional.empty();
        }
    }
}
