//! Letters through a real mail server; on a machine without one there is nothing to test.

#![cfg(test)]

use kernel::{Ids, Timestamp};
use mail::{Letter, LetterId, MailConfig, Mailer, SendError, TlsMode};
use testing::MailServer;

fn now() -> Timestamp {
    "2026-11-24T02:00:00Z".parse().expect("an instant")
}

fn letter(to: &str) -> Letter {
    let id: LetterId = Ids::seeded(3).next(now());
    Letter {
        id,
        written_at: now(),
        to: to.parse().expect("an address"),
        subject: "预约提醒：个人开户办卡".to_owned(),
        text: "您好！\n.\n第二行\n".to_owned(),
        attachment: None,
    }
}

fn mailer(config: &MailConfig) -> Mailer {
    Mailer::new(config).expect("settings").expect("a server")
}

#[tokio::test]
async fn a_letter_arrives_as_it_was_written() {
    let Some(server) = MailServer::start().await else { return };
    let mailer = mailer(&server.config());
    assert_eq!(mailer.reach().await, Ok(()));
    let letter = letter("zhang@customer.example");
    assert_eq!(mailer.send(&letter).await, Ok(()));
    let mail = server.delivered(1).await.remove(0);
    assert_eq!(mail.subject(), letter.subject);
    assert_eq!(mail.text(), letter.text);
    assert_eq!(mail.header("Message-ID"), format!("<{}@bank.example>", letter.id));
    assert_eq!(mail.header("Date"), "Tue, 24 Nov 2026 02:00:00 +0000");
    assert!(mail.header("Return-path").contains("service@bank.example"));
}

#[tokio::test]
async fn a_refusal_says_whether_it_may_pass_and_nothing_of_the_address() {
    let Some(mut server) = MailServer::start().await else { return };
    let mailer = mailer(&server.config());
    let refused = mailer.send(&letter("unknown@customer.example")).await.expect_err("refused");
    assert_eq!((refused, refused.may_pass()), (SendError::Refused(550), false));
    assert!(!format!("{refused:?} {refused}").contains("customer"));
    let later = mailer.send(&letter("later@customer.example")).await.expect_err("put off");
    assert_eq!((later, later.may_pass()), (SendError::Later(451), true));
    server.stop();
    let away = mailer.send(&letter("zhang@customer.example")).await.expect_err("away");
    assert_eq!((away, away.may_pass()), (SendError::Away, true));
    server.run().await;
    assert_eq!(mailer.send(&letter("zhang@customer.example")).await, Ok(()));
}

#[tokio::test]
async fn a_password_goes_only_over_a_connection_that_is_trusted() {
    let key = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).expect("a key");
    let (certificate, secret) = (key.cert.pem(), key.signing_key.serialize_pem());
    let Some(server) = MailServer::start_encrypted(&certificate, &secret).await else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let ca_file = folder.path().join("ca.pem");
    std::fs::write(&ca_file, certificate).expect("a file");
    let with = |password: &str| MailConfig {
        tls: TlsMode::Starttls,
        user: "bank".to_owned(),
        password: password.to_owned().into(),
        ca_file: ca_file.clone(),
        ..server.config()
    };
    let known = mailer(&with("open sesame"));
    assert_eq!(known.reach().await, Ok(()));
    assert_eq!(known.send(&letter("zhang@customer.example")).await, Ok(()));
    let wrong = mailer(&with("open barley")).reach().await.expect_err("a wrong password");
    assert_eq!(wrong, SendError::Refused(535));
    let stranger = MailConfig { ca_file: "".into(), ..with("open sesame") };
    let untrusted = mailer(&stranger).reach().await.expect_err("nobody vouches for it");
    assert!(matches!(untrusted, SendError::Encryption | SendError::Away), "{untrusted:?}");
    let clear = MailConfig { tls: TlsMode::None, ..server.config() };
    let refused = mailer(&clear).send(&letter("zhang@customer.example")).await;
    assert!(matches!(refused, Err(SendError::Refused(_))), "{refused:?}");
    assert_eq!(server.delivered(1).await.len(), 1);
}
