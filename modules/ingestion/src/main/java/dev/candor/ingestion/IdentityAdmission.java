package dev.candor.ingestion;

import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.Position;
import dev.candor.ingestion.IdentityIndex.Standing;
import dev.candor.ingestion.RowValidator.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lets those rows of one contract into its log that are not there yet. */
final class IdentityAdmission implements EventLog.Admission {
    private final IdentityIndex index;
    private final List<Verdict.Valid> rows;
    private final Standing[] standings;
    private int remembered;
    private int admitted;

    IdentityAdmission(IdentityIndex index, List<Verdict.Valid> rows) {
        this.index = index;
        this.rows = rows;
        this.standings = new Standing[rows.size()];
    }

    @Override
    public long mostBytes() {
        return rows.stream().mapToLong(row -> row.row().length + 1L).sum();
    }

    @Override
    public List<byte[]> admit(Position end) throws IOException {
        index.catchUp(end);
        List<byte[]> news = new ArrayList<>(rows.size());
        try {
            for (int i = 0; i < rows.size(); i++) {
                if (isNew(i)) {
                    news.add(rows.get(i).row());
                }
            }
        } catch (RuntimeException | Error e) {
            index.rollBack(remembered);
            throw e;
        }
        admitted = news.size();
        return news;
    }

    private boolean isNew(int i) {
        standings[i] = index.add(rows.get(i).key());
        remembered += standings[i] == Standing.NEW ? 1 : 0;
        return standings[i] == Standing.NEW;
    }

    @Override
    public void appended(Position before, Position after) {
        index.settle(admitted, remembered, before, after);
    }

    @Override
    public void failed() {
        index.rollBack(remembered);
    }

    /** How the rows stood, each at its place. */
    Standing standing(int row) {
        return standings[row];
    }
}
