package io.faultline.standalone;

import java.nio.file.Path;
import java.util.List;

import io.faultline.cli.Cli;
import io.faultline.cli.Console;
import io.faultline.standalone.audit.HouseAuditor;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;

/** <code>faultline</code> with the house in it: the commands of the CLI, and beside them <code>dev</code>, <code>demo</code> and <code>revert</code>. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Console console = Console.ofProcess();
        Path home = Folders.home(console);
        boolean demo = args.length > 0 && args[0].equals("demo");
        Path scratch = demo ? Folders.scratch() : home;
        System.setProperty("faultline.log", scratch.resolve("faultline.log").toString());
        System.setProperty("logback.configurationFile", "standalone-logback.xml");
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        LoggerFactory.getILoggerFactory();
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        CommandLine commands = Cli.commandLine(console, new HouseAuditor(console.environment(), home, console.clock()),
                List.of(new DevCommand(console, home), new DemoCommand(console, scratch), RevertCommand.class));
        int code = commands.execute(args);
        console.out().flush();
        System.exit(code);
    }
}
