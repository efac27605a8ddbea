package io.faultline.resilience.house;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

import io.faultline.resilience.point.CrashPoints;
import io.faultline.resilience.point.HeldDriver;
import io.faultline.standalone.Room;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * One room in a JVM of its own: <code>ServiceProcess ROOM settings...</code>. Standard output and input belong to whoever
 * started it: there it says <code>ready</code> and which crash points it passes, and hears which one to wait for.
 */
public final class ServiceProcess {
    private ServiceProcess() {}

    public static void main(String[] args) throws SQLException, IOException {
        PrintStream holder = System.out;
        System.setOut(System.err);
        quietLogs();
        Room room = Room.valueOf(args[0]);
        CrashPoints.here().of(room.title(), holder);
        HeldDriver.install();
        List<String> settings = Arrays.asList(args).subList(1, args.length);
        ConfigurableApplicationContext context = room.start(settings);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(context::close));
        holder.println("ready");
        hear();
        Runtime.getRuntime().halt(0);
    }

    static void quietLogs() {
        System.setProperty("logback.configurationFile", "resilience-logback.xml");
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        LoggerFactory.getILoggerFactory();
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /** Until whoever started it is gone: then it has nothing to live for. */
    private static void hear() throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            CrashPoints.here().order(line);
        }
    }
}
