from django.db import migrations, models

HELP = (
    "Được xét theo tiêu chí học tập và tính vào tỷ lệ học tập. Bỏ trống với danh hiệu của "
    "phong trào khác: sổ vẫn ghi và tiêu chí vẫn hỏi được, nhưng không xét ở đây."
)


class Migration(migrations.Migration):
    dependencies = [("recognitions", "0002_titles")]

    operations = [
        # Titles that are there already were judged until now, and go on to be.
        migrations.AddField(
            model_name="title",
            name="is_of_learning",
            field=models.BooleanField("danh hiệu học tập", default=True, help_text=HELP),
        ),
        migrations.AlterField(
            model_name="title",
            name="is_of_learning",
            field=models.BooleanField("danh hiệu học tập", default=False, help_text=HELP),
        ),
    ]
