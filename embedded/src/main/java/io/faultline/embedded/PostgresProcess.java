package io.faultline.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;

/** A real PostgreSQL under this JVM, durable by its settings and found again after a restart. */
public final class PostgresProcess implements AutoCloseable {
    /** The database that is always there. */
    public static final String DATABASE = "faultline";
    public static final String USER = "postgres";
    /** Of a forgetful one; a durable one makes up its own. */
    public static final String PASSWORD = "postgres";

    private static final String PURPOSE = "the embedded Postgres";
    private static final Duration STARTUP = Duration.ofSeconds(60);

    private final EmbeddedPostgres postgres;
    private final FolderLock lock;
    private final String password;

    private PostgresProcess(EmbeddedPostgres postgres, FolderLock lock, String password) {
        this.postgres = postgres;
        this.lock = lock;
        this.password = password;
    }

    /**
     * Starts it and returns when it answers; ends what an earlier, killed JVM left running on the same folder.
     *
     * @param folder where its data lies, or will
     * @param port where clients find it on the loopback; 0 for any free one
     */
    public static PostgresProcess start(Path folder, int port, Durability durability) {
        Path home = folder.toAbsolutePath();
        try {
            FolderLock lock = FolderLock.take(home, PURPOSE);
            try {
                Orphan.end(home.resolve("data"));
                return launch(home, Ports.free(port, PURPOSE), durability, lock);
            } catch (Throwable e) {
                lock.close();
                throw e;
            }
        } catch (IOException | IllegalStateException e) {
            throw new EmbeddedFailure(
                    "%s does not start on %s: %s%s".formatted(PURPOSE, home, e.getMessage(), remedy()), e);
        }
    }

    /** Postgres refuses to run as root; zonky gives it a user namespace, where the machine allows one. */
    private static String remedy() {
        boolean refused = "root".equals(System.getProperty("user.name")) && !LinuxUtils.isUnshareAvailable();
        return refused
                ? ". Postgres does not run as root, and this machine allows no user namespaces: start it as another user, or give the address of a Postgres of your own."
                : "";
    }

    private static PostgresProcess launch(Path home, int port, Durability durability, FolderLock lock)
            throws IOException {
        boolean durable = durability == Durability.DURABLE;
        EmbeddedPostgres.Builder builder = settings(home, port, durable ? "on" : "off");
        if (!durable) {
            return ready(new PostgresProcess(builder.start(), lock, PASSWORD));
        }
        PasswordFile password = PasswordFile.in(home);
        builder.setOverrideWorkingDirectory(Files.createDirectories(home.resolve("bin")).toFile())
                .setConnectConfig("password", password.value());
        PostgresProcess process = new PostgresProcess(builder.start(), lock, password.value());
        try {
            password.requireFrom(home.resolve("data"), process.jdbcUrl("postgres"));
        } catch (IOException | SQLException e) {
            process.close();
            throw new EmbeddedFailure("%s cannot be given its password: %s".formatted(PURPOSE, e.getMessage()), e);
        }
        return ready(process);
    }

    private static EmbeddedPostgres.Builder settings(Path home, int port, String onDisk) {
        return EmbeddedPostgres.builder().setPort(port)
                .setDataDirectory(home.resolve("data")).setCleanDataDirectory(false).setRegisterShutdownHook(false)
                .setPGStartupWait(STARTUP)
                .setServerConfig("fsync", onDisk).setServerConfig("synchronous_commit", onDisk)
                .setServerConfig("full_page_writes", onDisk).setServerConfig("max_connections", "200")
                .setServerConfig("shared_buffers", "64MB").setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "");
    }

    private static PostgresProcess ready(PostgresProcess process) {
        process.createDatabase(DATABASE);
        return process;
    }

    /** Creates a database of this name (letters, digits and _) unless it is there. */
    public void createDatabase(String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("'" + name + "' is no database name");
        }
        try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"), USER, password);
                PreparedStatement there = connection.prepareStatement("select 1 from pg_database where datname = ?");
                Statement create = connection.createStatement()) {
            there.setString(1, name);
            try (ResultSet found = there.executeQuery()) {
                if (!found.next()) {
                    create.execute("create database " + name);
                }
            }
        } catch (SQLException e) {
            throw new EmbeddedFailure("Database %s cannot be created: %s".formatted(name, e.getMessage()), e);
        }
    }

    public int port() {
        return postgres.getPort();
    }

    public String password() {
        return password;
    }

    public String jdbcUrl() {
        return jdbcUrl(DATABASE);
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port(), database);
    }

    @Override
    public void close() {
        try (lock) {
            postgres.close();
        } catch (IOException e) {
            throw new EmbeddedFailure("%s does not end cleanly: %s".formatted(PURPOSE, e.getMessage()), e);
        }
    }
}
