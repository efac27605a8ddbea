package io.faultline.runlog;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** Connections of the relay's own, beside the pool: one is held for as long as the relay is elected. */
record RelayConnections(JdbcConnectionDetails details, String schema) {
    /** Opens one whose commits do not wait for the disk: a delete lost in a crash is a fact sent twice, which is harmless. */
    Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection(details.getJdbcUrl(), details.getUsername(),
                details.getPassword());
        connection.setSchema(schema);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set synchronous_commit = off");
        }
        return connection;
    }

    /** Tries to become the one relay of this schema, until the connection closes. */
    boolean tryLock(Connection connection, int lock) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select pg_try_advisory_lock(?, hashtext(?))")) {
            select.setInt(1, lock);
            select.setString(2, schema);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
