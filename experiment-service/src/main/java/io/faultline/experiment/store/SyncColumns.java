package io.faultline.experiment.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.repository.Sync;
import tools.jackson.databind.JavaType;

/** How it stands with a repository, in columns of the same names wherever something is taken from one. */
final class SyncColumns {
    static final String ALL = "synced_at, tried_at, commit_id, trouble, left_out";
    /** Ends the claim as well. */
    static final String SET = "synced_at = ?, tried_at = ?, commit_id = ?, trouble = ?, left_out = ?::jsonb, next_at = ?, busy_until = null";
    private static final JavaType TEXTS = Wire.mapper().getTypeFactory().constructCollectionType(List.class,
            String.class);

    private SyncColumns() {}

    static Sync of(ResultSet row) throws SQLException {
        List<String> leftOut = Wire.mapper().readValue(row.getString("left_out"), TEXTS);
        return new Sync(Columns.instant(row, "synced_at"), Columns.instant(row, "tried_at"),
                row.getString("commit_id"), row.getString("trouble"), leftOut);
    }
}
