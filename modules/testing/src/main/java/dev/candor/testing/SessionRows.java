package dev.candor.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rows of sessions. */
public final class SessionRows {
    private SessionRows() {}

    /** The seven events that the contract's authors show. */
    public static List<String> officeFire() {
        try (InputStream in = SessionRows.class.getResourceAsStream("office-fire.ndjson")) {
            if (in == null) {
                throw new IllegalStateException("the resource is not there");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A row of the session s. */
    public static String row(String eventId, String timestamp, String more) {
        return "{\"event_id\":\"" + eventId + "\",\"session_id\":\"s\",\"participant_id\":\"p\",\"timestamp\":\""
                + timestamp + "\",\"event_type\":\"looked\",\"phase\":\"audit\",\"actor_id\":\"p\",\"outcome\":\"info\""
                + more + "}";
    }

    /** Rows of the session s in no order, many of the same time. */
    public static List<String> random(Random random, int count) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String second = Integer.toString(10 + random.nextInt(50));
            String fraction = random.nextBoolean() ? "" : "." + random.nextInt(10);
            String end = random.nextBoolean() ? "Z" : "+00:00";
            String details = ",\"details\":{\"z\":" + random.nextInt() + ",\"a\":\""
                    + "é\uD83D\uDE00".repeat(random.nextInt(5)) + "\"}";
            rows.add(row("e" + Integer.toString(i, 36) + "ß", "2026-02-28T14:00:" + second + fraction + end, details));
        }
        return rows;
    }
}
