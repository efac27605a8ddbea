package io.faultline.chaotic;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says on its standard output which port it took. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(excludeName = {"io.faultline.http.HttpApiConfiguration",
        "io.faultline.runlog.RunLogConfiguration",
        "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
        "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
        "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
        "org.springframework.cloud.stream.function.FunctionConfiguration",
        "org.springframework.cloud.stream.config.BindingServiceConfiguration"})
@Import(ChaoticShop.Checkout.class)
public class ChaoticShop {
    public static final String PORT = "listening on ";

    public static void main(String... arguments) {
        ConfigurableApplicationContext context = SpringApplication.run(ChaoticShop.class, arguments);
        System.out.println(PORT + context.getEnvironment().getProperty("local.server.port"));
    }

    /** What customers come for. */
    @RestController
    public static class Checkout {
        @GetMapping("/checkout")
        public String checkout() {
            return "thank you";
        }

        /** Megabytes in use once the garbage is gone: what is resident may stay so long after it was given up. */
        @GetMapping("/megabytes")
        public long megabytes() {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
        }
    }
}
