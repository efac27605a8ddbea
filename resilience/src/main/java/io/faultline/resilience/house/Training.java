package io.faultline.resilience.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

import io.faultline.embedded.Durability;
import io.faultline.resilience.point.HeldDriver;
import io.faultline.standalone.House;
import io.faultline.standalone.HouseSettings;

/** Brings a whole house up and down again, so that the JVM learns what the rooms load. */
final class Training {
    private Training() {}

    public static void main(String[] args) throws IOException, SQLException {
        ServiceProcess.quietLogs();
        HeldDriver.install();
        Path home = Files.createTempDirectory("faultline-training");
        HouseSettings settings = new HouseSettings(home, 0, ProcessHouse.KEY, Durability.FORGETFUL, null, null);
        try (House house = House.start(settings, _ -> {})) {
            System.out.println("trained at " + house.address());
        }
        try (var files = Files.walk(home)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path each : all) {
                Files.deleteIfExists(each);
            }
        }
        System.exit(0);
    }
}
