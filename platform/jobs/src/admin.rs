//! What administrators see of jobs and may repeat; whether they may is decided by the caller.

use std::str::FromStr as _;

use access::Ctx;
use db::{DbError, WriteTx};
use kernel::{Fault, Kind, Locale, Page, PageRequest, Timestamp};
use uuid::Uuid;

use crate::entity::{job, schedule};
use crate::{JobId, Jobs, store};

/// How many jobs of one kind are in one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobCount {
    /// The queue.
    pub queue: String,
    /// The kind of job.
    pub name: String,
    /// `queued`, `running`, `done` or `failed`.
    pub state: String,
    /// How many.
    pub count: i64,
}

/// A job that has failed for good; its payload is not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedJob {
    /// The job.
    pub id: JobId,
    /// The queue.
    pub queue: String,
    /// The kind of job.
    pub name: String,
    /// How often it was tried.
    pub attempts: i32,
    /// Why it failed the last time.
    pub last_error: Option<String>,
    /// When it was enqueued.
    pub created_at: Timestamp,
    /// When it failed for good.
    pub failed_at: Timestamp,
    /// The id under which logs of its cause are found.
    pub trace: String,
}

/// How periodic work goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduleState {
    /// Its name.
    pub name: String,
    /// When the next round begins.
    pub next_at: Timestamp,
    /// How often in a row it failed.
    pub failures: i32,
    /// Why it failed the last time.
    pub last_error: Option<String>,
    /// When the last round began.
    pub started_at: Option<Timestamp>,
    /// When the last round ended.
    pub finished_at: Option<Timestamp>,
}

/// Why something about jobs was refused.
#[derive(Debug, thiserror::Error)]
pub enum JobsError {
    /// There is no such job; it may have been removed after its time.
    #[error("there is no job `{0}`")]
    NotFound(JobId),
    /// The job has not failed, so that there is nothing to repeat.
    #[error("the job `{0}` has not failed")]
    NotFailed(JobId),
    /// The mark of the page is none that was given out.
    #[error("the mark of the page is not understood")]
    Cursor,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Jobs {
    /// Counts the jobs by queue, kind and state.
    ///
    /// # Errors
    /// The database is away.
    pub async fn counts(&self) -> Result<Vec<JobCount>, DbError> {
        let rows = store::count(self.db().reader()).await?;
        let counts = rows.into_iter();
        Ok(counts
            .map(|(queue, name, state, count)| JobCount { queue, name, state, count })
            .collect())
    }

    /// Lists the jobs that have failed for good, the latest first.
    ///
    /// # Errors
    /// The mark of the page is not understood, or the database is away.
    pub async fn list_failed(&self, page: &PageRequest) -> Result<Page<FailedJob>, JobsError> {
        let behind = page.cursor.as_deref().map(parse_mark).transpose()?;
        let rows = store::list_failed(self.db().reader(), behind, page.limit + 1).await?;
        let jobs = rows.into_iter().map(FailedJob::from).collect();
        Ok(Page::cut(jobs, page.limit, |job: &FailedJob| {
            format!("{}.{}", job.failed_at.micros(), job.id)
        }))
    }

    /// Lists the periodic work, sorted by name.
    ///
    /// # Errors
    /// The database is away.
    pub async fn list_schedules(&self) -> Result<Vec<ScheduleState>, DbError> {
        let rows = store::schedules::list(self.db().reader()).await?;
        Ok(rows.into_iter().map(ScheduleState::from).collect())
    }

    /// Puts a job that has failed back into its queue, with all its attempts.
    ///
    /// # Errors
    /// There is no such job, it has not failed, or the database is locked, full or away.
    pub async fn retry(&self, tx: &WriteTx, ctx: &Ctx, id: JobId) -> Result<(), JobsError> {
        if store::retry(tx, id.uuid(), ctx.now()).await? {
            let jobs = self.clone();
            tx.after_commit(move || jobs.wake());
            return Ok(());
        }
        match store::find(tx, id.uuid()).await? {
            Some(_) => Err(JobsError::NotFailed(id)),
            None => Err(JobsError::NotFound(id)),
        }
    }
}

fn parse_mark(text: &str) -> Result<(i64, Uuid), JobsError> {
    let (at, id) = text.split_once('.').ok_or(JobsError::Cursor)?;
    let id = Uuid::from_str(id).map_err(|_| JobsError::Cursor)?;
    Ok((at.parse().map_err(|_| JobsError::Cursor)?, id))
}

impl From<job::Model> for FailedJob {
    fn from(row: job::Model) -> Self {
        Self {
            id: JobId::from_uuid(row.id),
            queue: row.queue,
            name: row.name,
            attempts: row.attempts,
            last_error: row.last_error,
            created_at: Timestamp::from_micros(row.created_at),
            failed_at: Timestamp::from_micros(row.finished_at.unwrap_or(row.created_at)),
            trace: row.trace,
        }
    }
}

impl From<schedule::Model> for ScheduleState {
    fn from(row: schedule::Model) -> Self {
        Self {
            name: row.name,
            next_at: Timestamp::from_micros(row.next_at),
            failures: row.failures,
            last_error: row.last_error,
            started_at: row.started_at.map(Timestamp::from_micros),
            finished_at: row.finished_at.map(Timestamp::from_micros),
        }
    }
}

impl Fault for JobsError {
    fn kind(&self) -> Kind {
        match self {
            Self::NotFound(_) => Kind::NotFound,
            Self::NotFailed(_) => Kind::Conflict,
            Self::Cursor => Kind::Invalid,
            Self::Db(error) => error.kind(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound(_) => "jobs.not_found",
            Self::NotFailed(_) => "jobs.not_failed",
            Self::Cursor => "jobs.bad_cursor",
            Self::Db(error) => error.code(),
        }
    }

    fn sentence(&self, locale: Locale) -> String {
        let (zh, en) = match self {
            Self::NotFound(_) => (
                "没有找到这个后台任务，可能已过保存期。",
                "There is no such job; it may have been removed after its time.",
            ),
            Self::NotFailed(_) => (
                "该后台任务没有失败，无需重试。",
                "This job has not failed; there is nothing to repeat.",
            ),
            Self::Cursor => (
                "翻页标记无效，请从第一页重新开始。",
                "The mark of the page is not understood; please start from the first page.",
            ),
            Self::Db(error) => return error.sentence(locale),
        };
        locale.pick(zh, en).to_owned()
    }

    fn pointer(&self) -> Option<String> {
        matches!(self, Self::Cursor).then(|| "/cursor".to_owned())
    }

    fn retry_after_s(&self) -> Option<u32> {
        if let Self::Db(error) = self { error.retry_after_s() } else { None }
    }
}
