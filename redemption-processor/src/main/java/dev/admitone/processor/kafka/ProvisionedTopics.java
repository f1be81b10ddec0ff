package dev.admitone.processor.kafka;

import dev.admitone.schemas.TopicProvisioner;
import dev.admitone.schemas.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.kafka.core.KafkaAdmin;

/** The topics, created or verified by the time this exists. */
final class ProvisionedTopics {

  ProvisionedTopics(KafkaAdmin settings, int partitionCount) {
    try (Admin admin = Admin.create(settings.getConfigurationProperties())) {
      new TopicProvisioner(admin).createOrVerify(Topics.settings(partitionCount));
    }
  }

  String requests() {
    return Topics.REQUESTS;
  }
}
