package io.faultline.cli;

import java.lang.reflect.Constructor;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Where <code>faultline</code> starts; another program can take the same commands and put its own beside them. */
public final class Cli {
    private Cli() {}

    public static void main(String[] args) {
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        Console console = Console.ofProcess();
        int code = commandLine(console).execute(args);
        console.out().flush();
        System.exit(code);
    }

    /** All commands, each given the root it is told about the address, the key and the output by. */
    public static CommandLine commandLine(Console console) {
        Faultline root = new Faultline(console);
        CommandLine line = new CommandLine(root, new RootGiver(root));
        CommandLine.Help.Ansi ansi = console.terminal().colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
                .setOut(new java.io.PrintWriter(console.out(), true))
                .setErr(new java.io.PrintWriter(console.err(), true))
                .setExecutionExceptionHandler((trouble, command, parsed) -> Troubles.tell(trouble, console).code())
                .setParameterExceptionHandler(Troubles::misused);
    }

    /** Gives commands that take it the root; makes all others as picocli would. */
    private record RootGiver(Faultline root) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Faultline.class) {
                    return type.cast(constructor.newInstance(root));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
