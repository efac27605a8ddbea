package io.faultline.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;

/**
 * The database's password, readable by its owner only. zonky lets anybody in who reaches the port, and whoever is in as
 * superuser can run programs: on a machine with other users that must not be.
 */
record PasswordFile(String value) {
    private static final String ONLY_WITH_PASSWORD = "host all all 127.0.0.1/32 scram-sha-256\n";

    static PasswordFile in(Path home) throws IOException {
        Path file = home.resolve("password");
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(random));
        }
        return new PasswordFile(Files.readString(file).strip());
    }

    /** Makes a database that lets anybody in ask for the password from now on; one that does already stays as it is. */
    void requireFrom(Path data, String jdbcUrl) throws IOException, SQLException {
        Path rules = data.resolve("pg_hba.conf");
        if (Files.readString(rules).equals(ONLY_WITH_PASSWORD)) {
            return;
        }
        try (Connection connection = DriverManager.getConnection(jdbcUrl, PostgresProcess.USER, value);
                Statement statement = connection.createStatement()) {
            statement.execute("alter role postgres password '" + value + "'");
            Files.writeString(rules, ONLY_WITH_PASSWORD);
            statement.execute("select pg_reload_conf()");
        }
    }

    @Override
    public String toString() {
        return "PasswordFile[...]";
    }
}
