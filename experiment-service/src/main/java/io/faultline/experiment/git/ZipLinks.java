package io.faultline.experiment.git;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipException;

/** Which entries of a zip file are links: its directory tells, and java.util.zip does not. */
final class ZipLinks {
    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_LENGTH = 46;

    private ZipLinks() {}

    static Set<String> in(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer zip = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
                    .order(ByteOrder.LITTLE_ENDIAN);
            int end = end(zip);
            Set<String> links = new HashSet<>();
            int at = end - zip.getInt(end + 12);
            while (at + ENTRY_LENGTH <= end && zip.getInt(at) == ENTRY) {
                int name = length(zip, at + 28);
                if ((zip.getInt(at + 38) >>> 16 & 0xf000) == 0xa000) {
                    byte[] bytes = new byte[name];
                    zip.get(at + ENTRY_LENGTH, bytes);
                    links.add(new String(bytes, StandardCharsets.ISO_8859_1));
                }
                at += ENTRY_LENGTH + name + length(zip, at + 30) + length(zip, at + 32);
            }
            if (at != end) {
                throw new ZipException("a directory that does not end where it says");
            }
            return links;
        } catch (IndexOutOfBoundsException e) {
            throw new ZipException("a directory that is cut off");
        }
    }

    private static int end(ByteBuffer zip) throws ZipException {
        for (int at = zip.limit() - END_LENGTH; at >= 0; at--) {
            if (zip.getInt(at) == END && at + END_LENGTH + length(zip, at + 20) == zip.limit()) {
                return at;
            }
        }
        throw new ZipException("no directory");
    }

    private static int length(ByteBuffer zip, int at) {
        return zip.getShort(at) & 0xffff;
    }
}
