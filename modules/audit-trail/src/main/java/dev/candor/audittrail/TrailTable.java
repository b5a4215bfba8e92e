package dev.candor.audittrail;

import dev.candor.eventlog.EventLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds rows up to executions. It remembers a bounded number: those that were not heard of for longest are forgotten first.
 * Not for two threads.
 */
final class TrailTable implements EventLog.RowVisitor {
    private final TrailQuery filter;
    private final int most;
    private final RecordHead.Reader reader = new RecordHead.Reader();
    private final Map<String, TrailSum> trails = new LinkedHashMap<>(16, 0.75f, true);
    private long forgotten;
    private long unreadable;

    TrailTable(TrailQuery filter, int most) {
        this.filter = filter;
        this.most = most;
    }

    @Override
    public void row(byte[] bytes, int from, int to) {
        Optional<RecordHead> head = reader.read(bytes, from, to);
        if (head.isEmpty()) {
            unreadable++;
            return;
        }
        trails.computeIfAbsent(head.get().correlationId(), TrailSum::new).add(head.get(), filter.wants(head.get()));
        if (trails.size() > most) {
            Iterator<TrailSum> oldest = trails.values().iterator();
            oldest.next();
            oldest.remove();
            forgotten++;
        }
    }

    TrailList list() {
        List<TrailSum> wanted = trails.values().stream()
                .filter(trail -> trail.isWanted() && filter.wants(trail.worst()))
                .sorted(Comparator.comparing(TrailSum::lastAt).reversed())
                .toList();
        List<String> notes = new ArrayList<>();
        if (forgotten > 0) {
            notes.add("the log tells of more than " + most
                    + " executions; those that it told of longest ago are left out (" + forgotten + " of them)");
        }
        if (unreadable > 0) {
            notes.add(unreadable + " of the log's rows cannot be understood and are left out");
        }
        return new TrailList(
                wanted.size(),
                wanted.stream().limit(filter.limit()).map(TrailSum::line).toList(),
                notes);
    }
}
