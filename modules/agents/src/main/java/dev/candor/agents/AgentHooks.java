package dev.candor.agents;

import dev.candor.agents.AgentRow.Agent;
import dev.candor.agents.internal.listed.ListedJson;
import dev.candor.ingestion.Receipt;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes what agents hand their hooks. Of the end of a session the agent's transcript is read as well, for exit codes, tokens
 * and turns that no hook tells.
 */
public final class AgentHooks {
    /** A longer payload is not taken, and counted. */
    public static final int MAX_PAYLOAD_BYTES = 16 << 20;

    static final String TOO_LARGE = "payload_too_large";
    static final String DAMAGED = "payload_damaged";

    private static final String SOURCE = "hook";
    /** The log's own lock is waited for half a minute each time; nobody waits for this process. */
    private static final int MAX_ATTEMPTS = 20;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final AgentIntake intake;
    private final AgentTranscripts transcripts;
    private final InstantSource clock;
    private final Runnable pause;

    /**
     * Hooks.
     *
     * @param clock says when what agents send without a time came
     */
    public AgentHooks(AgentIntake intake, AgentTranscripts transcripts, InstantSource clock) {
        this(intake, transcripts, clock, () -> LockSupport.parkNanos(PAUSE.toNanos()));
    }

    /** Hooks that pause in this way before they try once more. */
    AgentHooks(AgentIntake intake, AgentTranscripts transcripts, InstantSource clock, Runnable pause) {
        this.pause = pause;
        this.intake = intake;
        this.transcripts = transcripts;
        this.clock = clock;
    }

    /**
     * Takes one payload; nothing when telemetry is off.
     *
     * @param event the event, for agents whose payload does not name it
     * @return what became of its rows
     * @throws IOException when the payload cannot be read
     */
    public Receipt take(Agent agent, Optional<String> event, InputStream payload) throws IOException {
        if (!intake.isEnabled()) {
            return Receipt.EMPTY;
        }
        Bounded bounded = new Bounded(payload);
        ListedJson json = ListedJson.document(bounded, HookPayload.listing());
        boolean isWhole = json.next() && !json.isDamaged();
        if (bounded.isTooLong() || !isWhole) {
            intake.countUnmapped(agent.id() + " " + (bounded.isTooLong() ? TOO_LARGE : DAMAGED), 1);
            return Receipt.EMPTY;
        }
        HookPayload told = new HookPayload(agent, event, json.object(), clock.instant());
        List<AgentRow> rows = told.rows();
        if (rows.isEmpty()) {
            intake.countUnmapped(agent.id() + " " + told.event(), 1);
        }
        Receipt receipt = record(rows);
        told.endedTranscript().ifPresent(path -> transcripts.takeOwn(agent, path));
        return receipt;
    }

    /** Many hooks at once take turns at the log, and a disk that is full may have space again: what was told is not told twice. */
    private Receipt record(List<AgentRow> rows) {
        Receipt receipt = intake.take(rows, SOURCE);
        for (int attempt = 1; attempt < MAX_ATTEMPTS && receipt.end().isPresent(); attempt++) {
            pause.run();
            receipt = intake.take(rows, SOURCE);
        }
        return receipt;
    }

    /** No more of a stream than a payload may have. */
    private static final class Bounded extends InputStream {
        private final InputStream in;
        private long left = MAX_PAYLOAD_BYTES + 1L;

        Bounded(InputStream in) {
            this.in = in;
        }

        boolean isTooLong() {
            return left <= 0;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int count = in.read(into, from, (int) Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }
    }
}
