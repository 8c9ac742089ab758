"""The self-assessment: questionnaire, rounds, those who take part, and what may be shown of their answers."""

import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0016_changed_words_are_noted"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("municipality", "The municipality"),
                            ("citizens", "Users and citizens"),
                            ("voluntary", "Voluntary organisations"),
                            ("business", "Businesses"),
                            ("social_entrepreneur", "Social entrepreneurs"),
                            ("nav", "NAV"),
                            ("research", "Research"),
                            ("other", "Others"),
                        ],
                        max_length=30,
                    ),
                ),
                ("people", models.PositiveIntegerField()),
                ("tables", models.JSONField(default=dict)),
                ("texts", models.JSONField(default=list)),
                ("outdated", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "answers that are shown together",
                "verbose_name_plural": "answers that are shown together",
            },
        ),
        migrations.CreateModel(
            name="Questionnaire",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(unique=True, verbose_name="version")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("in_use", "In use"), ("retired", "Replaced by a newer one")],
                        default="draft",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "open_question_nb",
                    models.CharField(blank=True, max_length=300, verbose_name="open question (bokmål)"),
                ),
                (
                    "open_question_nn",
                    models.CharField(blank=True, max_length=300, verbose_name="open question (nynorsk)"),
                ),
                (
                    "open_question_en",
                    models.CharField(blank=True, max_length=300, verbose_name="open question (English)"),
                ),
                ("edition", models.PositiveIntegerField(default=1, editable=False)),
                ("made_on", models.DateField(auto_now_add=True, verbose_name="made")),
                ("used_from", models.DateField(blank=True, null=True, verbose_name="in use from")),
            ],
            options={
                "verbose_name": "questionnaire",
                "verbose_name_plural": "questionnaires",
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "in_use")),
                        fields=("state",),
                        name="toolkit_questionnaire_one_in_use",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "draft")),
                        fields=("state",),
                        name="toolkit_questionnaire_one_draft",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnAnswers",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("secret_digest", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("full", "The whole form: three statements or more about each value and field"),
                            ("short", "The short form: one statement about each, for a workshop"),
                        ],
                        default="short",
                        max_length=10,
                    ),
                ),
                ("case_id", models.UUIDField(blank=True, null=True)),
                ("answers", models.JSONField(default=dict, verbose_name="answers")),
                ("used_on", models.DateField(db_index=True)),
                (
                    "questionnaire",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="toolkit.questionnaire"
                    ),
                ),
            ],
            options={
                "verbose_name": "answers of one's own",
                "verbose_name_plural": "answers of one's own",
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "groups",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("municipality", "The municipality"),
                                ("citizens", "Users and citizens"),
                                ("voluntary", "Voluntary organisations"),
                                ("business", "Businesses"),
                                ("social_entrepreneur", "Social entrepreneurs"),
                                ("nav", "NAV"),
                                ("research", "Research"),
                                ("other", "Others"),
                            ],
                            max_length=30,
                        ),
                        size=None,
                        verbose_name="partner groups that take part",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")],
                        default="nb",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("full", "The whole form: three statements or more about each value and field"),
                            ("short", "The short form: one statement about each, for a workshop"),
                        ],
                        default="full",
                        max_length=10,
                        verbose_name="form",
                    ),
                ),
                ("closes_on", models.DateField(verbose_name="last day")),
                (
                    "minimum",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[
                            django.core.validators.MinValueValidator(3),
                            django.core.validators.MaxValueValidator(20),
                        ],
                        verbose_name="smallest group that is shown",
                    ),
                ),
                (
                    "seen_by",
                    models.CharField(
                        choices=[
                            ("team", "The team"),
                            ("participants", "The team and all who took part"),
                            ("public", "Everybody: the team may show it with the case"),
                        ],
                        default="team",
                        max_length=20,
                        verbose_name="who sees the result",
                    ),
                ),
                ("code", models.CharField(editable=False, max_length=8, unique=True, verbose_name="code")),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("shown_on", models.DateField(blank=True, null=True)),
                ("reduced_on", models.DateField(blank=True, null=True)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "questionnaire",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rounds", to="toolkit.questionnaire"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="cases.team",
                        verbose_name="team",
                    ),
                ),
            ],
            options={
                "verbose_name": "round of self-assessment",
                "verbose_name_plural": "rounds of self-assessment",
                "ordering": ["-opened_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("municipality", "The municipality"),
                            ("citizens", "Users and citizens"),
                            ("voluntary", "Voluntary organisations"),
                            ("business", "Businesses"),
                            ("social_entrepreneur", "Social entrepreneurs"),
                            ("nav", "NAV"),
                            ("research", "Research"),
                            ("other", "Others"),
                        ],
                        max_length=30,
                        verbose_name="partner group",
                    ),
                ),
                ("secret_digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("answers", models.JSONField(default=dict, verbose_name="answers")),
                ("is_outdated", models.BooleanField(default=False)),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="participations",
                        to="toolkit.batch",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="participations", to="toolkit.round"
                    ),
                ),
            ],
            options={
                "verbose_name": "participation",
                "verbose_name_plural": "participations",
            },
        ),
        migrations.AddField(
            model_name="batch",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="batches", to="toolkit.round"
            ),
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(editable=False, max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[("value", "Value"), ("field", "Action field")], max_length=20, verbose_name="kind"
                    ),
                ),
                ("code", models.CharField(max_length=40, verbose_name="concept")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "is_reversed",
                    models.BooleanField(
                        default=False,
                        help_text="Who agrees, says that it does not go well.",
                        verbose_name="agreeing tells of weakness",
                    ),
                ),
                ("in_short_form", models.BooleanField(default=False, verbose_name="in the short form")),
                ("text_nb", models.CharField(max_length=200, verbose_name="bokmål")),
                ("text_nn", models.CharField(max_length=200, verbose_name="nynorsk")),
                ("text_en", models.CharField(max_length=200, verbose_name="English")),
                (
                    "questionnaire",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="statements",
                        to="toolkit.questionnaire",
                    ),
                ),
            ],
            options={
                "verbose_name": "statement",
                "verbose_name_plural": "statements",
                "ordering": ["order", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(condition=models.Q(("minimum__gte", 3)), name="toolkit_round_minimum"),
        ),
        migrations.AddIndex(
            model_name="participation",
            index=models.Index(fields=["round", "group"], name="toolkit_participation_group"),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(
                fields=("questionnaire", "key"), name="toolkit_statement_once_a_version"
            ),
        ),
    ]
